// The Clerk object of the @2 line, with what only its resources have.

import { clerkMethods, loaded, makeClerk, makeWorld } from '../clerk.js';
import { methods, typed } from '../host.js';
import { tokenOf } from '../resources.js';

export const world = makeWorld((user, session) => {
  // Without an argument it is the token of the session.
  methods('User', user, {
    getToken: async (service = 'clerk') => tokenOf(session.id, service === 'clerk' ? undefined : service),
  });
  methods('Session', session, { revoke: async () => session });
});

export const clerk = makeClerk('2.17.6', world);

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

clerkMethods(clerk, {
  createOrganization: async (params) => organization(params.name),
  getOrganizationMemberships: async () => [],
  getOrganization: async () => organization('Analytical Engines'),
});

if (loaded) globalThis.Clerk = clerk;
