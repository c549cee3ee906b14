import { gql } from "@apollo/client";

export const WORK_DAYS = gql`
  query WorkDays {
    work_days(order_by: { date: asc }) {
      id
      title
      date
      users {
        id
        display_name
      }
    }
  }
`;
