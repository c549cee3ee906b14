// What runs on the server, which both lines have alike.

import { standIn } from './host.js';
import { claims, session } from './request.js';

/** A wrapper that gives its handler the session, if there is one. */
export const withSession = (handler) => async (req, res, next) => {
  if (session) {
    req.session = session;
    req.sessionClaims = claims;
  }
  return handler(req, res, next);
};

/** A wrapper whose handler runs with a session only. */
export const requireSession = (handler) => async (req, res, next) => {
  if (session) return withSession(handler)(req, res, next);
  res.statusCode = 401;
  const data = { error: 'Unauthenticated' };
  if (res.json) res.json(data);
  else res.send(data);
  res.end();
};

/** A middleware of Express that gives requests their session. */
export const ClerkExpressWithSession = () => (req, res, next) => withSession(() => next())(req, res);

/** A middleware of Express that lets no request pass without a session. */
export const ClerkExpressRequireSession = () => (req, res, next) =>
  session ? withSession(() => next())(req, res) : next(new Error('Unauthenticated'));

const api = standIn('clerk-sdk-node');

export default api;
export const { allowlistIdentifiers, clients, emails, invitations, sessions, smsMessages, users } = api;
export const {
  AllowlistIdentifier, Client, Email, EmailAddress, ExternalAccount, IdentificationLink,
  Invitation, PhoneNumber, SMSMessage, User, Verification,
  HttpError, ClerkServerError, Logger,
  setClerkApiKey, setClerkServerApiUrl, setClerkApiVersion, setClerkHttpOptions,
} = api;
