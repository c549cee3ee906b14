import { makeFrameworkProvider } from '../../components.js';
import { record } from '../../host.js';
import { ClerkProvider as Provider } from '../sdk.js';

export * from '../sdk.js';

/** The router's push is what navigates, and the environment names the rest. */
export const ClerkProvider = makeFrameworkProvider(Provider, ({ frontendApi, ...props }) => ({
  frontendApi: frontendApi || 'clerk.example.com',
  scriptUrl: undefined,
  navigate: (to) => record('call', 'Router.push', [to]),
  ...props,
}));
