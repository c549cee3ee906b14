// The data loaders of the beta.

import { makeSession, makeUser, tokenOf } from '../resources.js';
import { session } from '../request.js';

/**
 * Wraps a data loader. `answer` makes what the framework gets from the loader's
 * own result and the state that the provider is to have.
 */
export const withServerSideAuth = (callback, options, answer) => {
  if (typeof callback !== 'function') [callback, options] = [undefined, callback];
  const { loadUser, loadSession } = options || {};
  return async (context) => {
    const user = session && makeUser(1);
    const state = {
      sessionId: session ? session.id : null,
      userId: session ? session.userId : null,
      user: session ? (loadUser ? user : undefined) : null,
      session: session ? (loadSession ? makeSession(1, () => user) : undefined) : null,
    };
    const getToken = async (options) => {
      if (options && options.template) throw new Error('Retrieving a JWT template during SSR will be supported soon.');
      return session ? tokenOf(session.id) : null;
    };
    const auth = { sessionId: state.sessionId, userId: state.userId, getToken };
    const result = callback && (await callback({ ...context, auth, user: state.user, session: state.session }));
    return answer(result || {}, { ...state, getToken });
  };
};
