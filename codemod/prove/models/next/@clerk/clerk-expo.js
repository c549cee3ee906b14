import { makeFrameworkProvider } from '../../components.js';
import { ClerkProvider as Provider } from '../sdk.js';

// The beta has no release of this package; the first after it hands on useAuth.
export {
  useAuth, useClerk, useSession, useSessionList, useSignIn, useSignUp, useUser,
  withClerk, withSession, withUser, WithClerk, WithSession, WithUser,
  SignedIn, SignedOut, ClerkLoaded, ClerkLoading,
} from '../sdk.js';

/** The token cache is the Clerk object's own. */
export const ClerkProvider = makeFrameworkProvider(Provider, ({ tokenCache, ...props }) => props);
