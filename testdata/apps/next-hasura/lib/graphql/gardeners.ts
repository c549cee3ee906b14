import { gql } from "@apollo/client";

export const GARDENER = gql`
  query Gardener($clerkId: String!) {
    gardener: gardeners_by_pk(clerk_id: $clerkId) {
      clerk_id
      display_name
      hours_owed
    }
  }
`;
