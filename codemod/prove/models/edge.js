// The middleware of the edge, which both lines have alike.

import { typed } from './host.js';
import { claims, session } from './request.js';

const ofEdge = (session) => ({ id: session.id, userId: session.userId, verifyWithNetwork: async () => ({ status: 200 }) });

export const withSession = (next) => async (req) => {
  if (session) req.session = ofEdge(session);
  return next(req);
};

export const requireSession = (next) => async (req) =>
  session ? withSession(next)(req) : typed('Response', { status: 401 });

export const verifyToken = async () => {
  if (!session) throw new Error('Failed to verify token');
  return claims;
};
