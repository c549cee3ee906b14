import { withServerSideAuth as wrap } from '../../ssr.js';

/** Gives a data loader the authentication of its request, and the page what the provider reads. */
export const withServerSideAuth = (callback, options) =>
  wrap(callback, options, (result, state) => ({
    ...result,
    props: { ...result.props, __clerk_ssr_state: state },
  }));
