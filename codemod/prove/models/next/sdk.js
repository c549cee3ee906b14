// The hooks and components of the SSR beta.

import { loaded, signedIn } from '../clerk.js';
import { component, makeComponents, makeProvider } from '../components.js';
import { Fragment, below, createElement, doubt } from '../host.js';
import { clerk, world } from './clerk.js';

/** A hook that tells the three states apart, and gives the resource in the last. */
const stateful = (member) => () => ({
  isLoaded: loaded,
  isSignedIn: loaded ? signedIn : undefined,
  [member]: world[member],
});

export const useUser = stateful('user');
export const useSession = stateful('session');

/**
 * The token is asked for without delay; the real hook first waits for Clerk,
 * which moves the call behind whatever its caller does next.
 */
const getToken = (options) => {
  if (!loaded) return new Promise(() => {});
  return world.session ? world.session.getToken(options) : Promise.resolve(null);
};

export const useAuth = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  return {
    isLoaded,
    isSignedIn,
    sessionId: world.session ? world.session.id : world.session,
    userId: user ? user.id : user,
    getToken: (options) => getToken(options),
  };
};

export const useClerk = clerk;

const beforeLoaded = (hook) =>
  `Clerk: You're calling ${hook} before there's a guarantee the client has been loaded. Call ${hook} from a child of <SignedIn>, <SignedOut>, or <ClerkLoaded>, or use the withClerk() HOC.`;

/** What guarantees that Clerk has loaded, and what did in the old line. */
const guarantees = ['ClerkLoaded', 'WithClerk', 'withClerk'];
const others = ['SignedIn', 'SignedOut', 'WithUser', 'withUser', 'WithSession', 'withSession'];

/**
 * A hook that throws before Clerk has loaded, and wherever nothing guarantees
 * that it has. What is around a module is not known, so that is a doubt.
 */
const ofLoaded = (hook, give) => () => {
  if (!loaded) throw new Error(beforeLoaded(`${hook}()`));
  const other = !below(...guarantees) && below(...others);
  if (other) doubt(`${hook}() throws below ${other} unless ClerkLoaded is around it, too`);
  return give();
};

export const useSignIn = ofLoaded('useSignIn', () => world.client.signIn);
export const useSignUp = ofLoaded('useSignUp', () => world.client.signUp);
export const useSessionList = ofLoaded('useSessionList', () => world.client.sessions);

const { onMount, ...components } = makeComponents(world, clerk);

export const {
  withClerk, withUser, withSession, WithClerk, WithUser, WithSession,
  SignedIn, SignedOut, ClerkLoaded, ClerkLoading,
  SignIn, SignUp, UserButton, UserProfile,
  RedirectToUserProfile, AuthenticateWithRedirectCallback,
  SignInButton, SignUpButton, SignOutButton, SignInWithMetamaskButton,
} = components;

export const RedirectToSignIn = onMount('RedirectToSignIn', (clerk, props) => {
  clerk.redirectToSignIn(props);
});
export const RedirectToSignUp = onMount('RedirectToSignUp', (clerk, props) => {
  clerk.redirectToSignUp(props);
});

export const MultisessionAppSupport = component('MultisessionAppSupport', ({ children }) =>
  createElement(Fragment, { key: world.session ? world.session.id : 'no-users' }, children));

export const ClerkProvider = makeProvider(['frontendApi', 'Clerk', 'initialState']);

export { isMagicLinkError, MagicLinkErrorCode, useMagicLink } from '../components.js';
