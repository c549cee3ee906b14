import { gql } from "@apollo/client";

export const SEED_OFFERS = gql`
  query SeedOffers {
    seed_offers(where: { packets: { _gt: 0 } }) {
      id
      variety
      packets
    }
  }
`;

export const OFFER_SEEDS = gql`
  mutation OfferSeeds($offer: seed_offers_insert_input!) {
    insert_seed_offers_one(object: $offer) {
      id
    }
  }
`;
