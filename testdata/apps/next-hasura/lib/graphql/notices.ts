import { gql } from "@apollo/client";

export const NOTICES = gql`
  query Notices {
    notices(order_by: { created_at: desc }, limit: 20) {
      id
      text
      created_at
      user {
        display_name
      }
    }
  }
`;
