// The Clerk object of the @2 line, with what only its resources have.

import { clerkMethods, loaded, makeClerk, makeWorld } from '../clerk.js';
import { lazily, methods, once, typed } from '../host.js';
import { tokenOf } from '../resources.js';

export const world = makeWorld({
  // Without an argument it is the token of the session.
  user: (user, session) => methods('User', user, {
    getToken: async (service = 'clerk') => tokenOf(session.id, service === 'clerk' ? undefined : service),
  }),
  session: (session) => methods('Session', session, { revoke: async () => session }),
});

function organization(name) {
  const resource = typed('Organization', {
    id: 'org_1',
    name,
    createdAt: new Date(Date.UTC(2022, 1, 4)),
    updatedAt: new Date(Date.UTC(2022, 1, 5)),
  });
  return methods('Organization', resource, {
    update: async () => resource,
    getMemberships: async () => [],
    getPendingInvitations: async () => [],
    inviteMember: async () => undefined,
    updateMember: async () => undefined,
    removeMember: async () => undefined,
  });
}

export const clerk = once(() => clerkMethods(makeClerk('2.17.6', world), {
  createOrganization: async (params) => organization(params.name),
  getOrganizationMemberships: async () => [],
  getOrganization: async () => organization('Analytical Engines'),
}));

if (loaded) lazily(globalThis, { Clerk: clerk });
