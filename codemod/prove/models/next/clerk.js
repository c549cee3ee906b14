// The Clerk object of the SSR beta.

import { loaded, makeClerk, makeWorld } from '../clerk.js';

export const world = makeWorld(() => {});

export const clerk = makeClerk('3.0.0-alpha.6', world);

if (loaded) globalThis.Clerk = clerk;
