export { default } from '../../server.js';
export * from '../../server.js';
export {
  withSession as withAuth,
  requireSession as requireAuth,
  ClerkExpressWithSession as ClerkExpressWithAuth,
  ClerkExpressRequireSession as ClerkExpressRequireAuth,
} from '../../server.js';
