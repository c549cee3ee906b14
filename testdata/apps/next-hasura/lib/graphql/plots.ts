import { gql } from "@apollo/client";

export const PLOT_FIELDS = gql`
  fragment PlotFields on plots {
    id
    number
    square_metres
    garden {
      name
    }
    gardener {
      clerk_id
      display_name
    }
  }
`;

export const ALL_PLOTS = gql`
  ${PLOT_FIELDS}
  query AllPlots {
    plots(order_by: [{ garden: { name: asc } }, { number: asc }]) {
      ...PlotFields
    }
  }
`;

export const ONE_PLOT = gql`
  ${PLOT_FIELDS}
  query OnePlot($id: uuid!) {
    plot: plots_by_pk(id: $id) {
      ...PlotFields
    }
  }
`;
