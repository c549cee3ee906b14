// The hooks and components of the @2 line.

import { loaded } from '../clerk.js';
import { makeComponents, makeProvider } from '../components.js';
import { clerk, world } from './clerk.js';

const beforeLoaded = (hook) =>
  `Clerk: You're calling ${hook} before there's a guarantee the client has been loaded. Call ${hook} from a child of <SignedIn>, <SignedOut>, or <ClerkLoaded>, or use the withClerk() HOC.`;
const beforeUser = (hook) =>
  `Clerk: You're calling ${hook} before there's a guarantee there's an active user. Call ${hook} from a child of <SignedIn> or use the withUser() HOC.`;

/** A hook that throws before Clerk has loaded. */
const ofLoaded = (hook, give) => () => {
  if (!loaded) throw new Error(beforeLoaded(`${hook}()`));
  return give();
};

/** A hook that throws without a user, unless it is asked for assertions. */
const asserting = (hook, member) => (options) => {
  const value = world[member];
  if (options && options.withAssertions) {
    return {
      [member]: value,
      isLoading: (resource) => resource === undefined,
      isSignedOut: (resource) => resource === null,
      isSignedIn: (resource) => resource !== undefined && resource !== null,
    };
  }
  if (!value) throw new Error(beforeUser(`${hook}()`));
  return value;
};

export const useUser = asserting('useUser', 'user');
export const useSession = asserting('useSession', 'session');
export const useClerk = ofLoaded('useClerk', clerk);
export const useSignIn = ofLoaded('useSignIn', () => world.client.signIn);
export const useSignUp = ofLoaded('useSignUp', () => world.client.signUp);
export const useSessionList = ofLoaded('useSessionList', () => world.client.sessions);
export const useOrganizations = () => {
  const { createOrganization, getOrganizationMemberships, getOrganization } = useClerk();
  return { createOrganization, getOrganizationMemberships, getOrganization };
};

const { onMount, ...components } = makeComponents(world, clerk);

export const {
  withClerk, withUser, withSession, WithClerk, WithUser, WithSession,
  SignedIn, SignedOut, ClerkLoaded, ClerkLoading,
  SignIn, SignUp, UserButton, UserProfile,
  RedirectToUserProfile, AuthenticateWithRedirectCallback,
  SignInButton, SignUpButton, SignOutButton, SignInWithMetamaskButton,
} = components;

/** A truthy returnBack takes the place of whatever else is given. */
const redirect = (name, method) =>
  onMount(name, (clerk, { returnBack, afterSignUpUrl, redirectUrl, afterSignInUrl }) => {
    clerk[method](returnBack || { afterSignUpUrl, redirectUrl, afterSignInUrl });
  });

export const RedirectToSignIn = redirect('RedirectToSignIn', 'redirectToSignIn');
export const RedirectToSignUp = redirect('RedirectToSignUp', 'redirectToSignUp');

export const ClerkProvider = makeProvider(['frontendApi', 'Clerk']);

export { isMagicLinkError, MagicLinkErrorCode, useMagicLink } from '../components.js';
