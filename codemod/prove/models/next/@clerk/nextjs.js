import { makeFrameworkProvider } from '../../components.js';
import { record } from '../../host.js';
import { ClerkProvider as Provider } from '../sdk.js';

export * from '../sdk.js';

/** The router's push is what navigates, and the environment names the rest. */
export const ClerkProvider = makeFrameworkProvider(
  Provider,
  ({ frontendApi, __clerk_ssr_state: initialState, clerkJSUrl, ...props }) => ({
    frontendApi: frontendApi || 'clerk.example.com',
    clerkJSUrl,
    navigate: (to) => record('call', 'Router.push', [to]),
    initialState,
    ...props,
  }),
);
