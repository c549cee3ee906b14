// The Clerk object of the SSR beta.

import { loaded, makeClerk, makeWorld } from '../clerk.js';
import { lazily, once } from '../host.js';

export const world = makeWorld();

export const clerk = once(() => makeClerk('3.0.0-alpha.6', world));

if (loaded) lazily(globalThis, { Clerk: clerk });
