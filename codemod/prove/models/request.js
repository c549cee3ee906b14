// The session that a request to the server comes with. Nobody is signed in
// there while the browser is loading.

import { scenario } from './host.js';

/** As the server's API gives it; undefined without one. */
export const session =
  scenario === 'signedIn'
    ? {
        id: 'sess_1',
        clientId: 'client_1',
        userId: 'user_1',
        status: 'active',
        lastActiveAt: 1644485400000,
        expireAt: 1645090200000,
        abandonAt: 1645176600000,
      }
    : undefined;

/** What its token says. */
export const claims = session && { iss: 'https://clerk.example.com', sub: session.userId, sid: session.id };
