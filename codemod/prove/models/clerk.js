// The Clerk object: what both lines have alike. A line adds what only it has to
// the resources, and to the object.

import { lazily, methods, once, scenario, typed } from './host.js';
import { makeClient, makeSession, makeUser } from './resources.js';

/** Which of the states it is. */
export const loaded = scenario !== 'loading';
export const signedIn = scenario === 'signedIn';

/**
 * What a line knows: its users and sessions are undefined before Clerk has
 * loaded, and null where nobody is signed in. `extend` adds what the line has
 * beside what both have, to each user and session.
 */
export function makeWorld(extend = { user() {}, session() {} }) {
  if (!loaded) return { client: undefined, session: undefined, user: undefined };
  if (!signedIn) return lazily({ session: null, user: null }, { client: () => makeClient(() => []) });
  const make = (n) => {
    const session = makeSession(n, () => {
      const user = makeUser(n);
      extend.user(user, session);
      return user;
    });
    extend.session(session);
    return session;
  };
  const sessions = once(() => [make(1), make(2)]);
  return lazily({}, {
    client: () => makeClient(sessions),
    session: () => sessions()[0],
    user: () => sessions()[0].user,
  });
}

/** The Clerk object over what a line knows. */
export function makeClerk(version, world) {
  const clerk = typed('Clerk', {
    version,
    frontendApi: 'clerk.example.com',
    isReady: () => loaded,
  });
  lazily(clerk, { client: () => world.client, session: () => world.session, user: () => world.user });
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
