// The Clerk object: what both lines have alike. A line adds what only it has to
// the resources, and to the object.

import { methods, scenario, typed } from './host.js';
import { makeClient, makeSession, makeUser } from './resources.js';

/** What the state that is run in holds. Before Clerk has loaded it is undefined. */
export const loaded = scenario !== 'loading';

/**
 * What a line knows: its users and sessions are undefined before Clerk has
 * loaded, and null where nobody is signed in. `extend` adds what the line has
 * beside what both have, to each user and session.
 */
export function makeWorld(extend) {
  if (!loaded) return { client: undefined, session: undefined, user: undefined };
  if (scenario === 'signedOut') return { client: makeClient([]), session: null, user: null };
  const sessions = [1, 2].map((n) => {
    const user = makeUser(n);
    const session = makeSession(n, user);
    extend(user, session);
    return session;
  });
  return { client: makeClient(sessions), session: sessions[0], user: sessions[0].user };
}

/** The Clerk object over what a line knows. */
export function makeClerk(version, world) {
  const clerk = typed('Clerk', {
    version,
    frontendApi: 'clerk.example.com',
    client: world.client,
    session: world.session,
    user: world.user,
    isReady: () => loaded,
  });
  const nothing = () => undefined;
  const later = async () => undefined;
  methods('Clerk', clerk, { load: () => (loaded ? later() : new Promise(nothing)) });
  return clerkMethods(clerk, {
    // Like the real one, it tells a new listener what is.
    addListener: (listener) => {
      listener({ client: world.client, session: world.session, user: world.user });
      return nothing;
    },
    setSession: async (session, beforeEmit) => {
      if (beforeEmit) await beforeEmit(world.session);
    },
    signOut: async (done) => {
      if (done) await done();
    },
    signOutOne: async (done) => {
      if (done) await done();
    },
    navigate: later,
    openSignIn: nothing,
    closeSignIn: nothing,
    openSignUp: nothing,
    closeSignUp: nothing,
    mountSignIn: nothing,
    unmountSignIn: nothing,
    mountSignUp: nothing,
    unmountSignUp: nothing,
    mountUserButton: nothing,
    unmountUserButton: nothing,
    mountUserProfile: nothing,
    unmountUserProfile: nothing,
    redirectToSignIn: later,
    redirectToSignUp: later,
    redirectToUserProfile: nothing,
    handleRedirectCallback: later,
    handleMagicLinkVerification: later,
    authenticateWithMetamask: later,
    handleUnauthenticated: later,
  });
}

/**
 * Adds methods to the Clerk object. Calls from before it has loaded are kept
 * until then, and a run ends before that.
 */
export function clerkMethods(clerk, results) {
  if (loaded) return methods('Clerk', clerk, results);
  for (const method of Object.keys(results)) clerk[method] = async () => undefined;
  return clerk;
}
