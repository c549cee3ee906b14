// Runs tokens and requests through Clerk's own SDK. Standard input holds the cases,
// standard output gets one answer for each, both as JSON.
import { readFileSync } from 'node:fs';
import { verifyToken } from '@clerk/backend';
import { createAuthenticateRequest } from '@clerk/backend/internal';

const input = JSON.parse(readFileSync(0, 'utf8'));

// The SDK asks for nothing but Date.now, so every case is judged at one moment.
Date.now = () => input.now * 1000;
// It reports to the console what it also returns; the answers go to standard output.
console.log = console.warn = console.info = console.debug = console.error = () => {};

const tokens = [];
for (const { token, options } of input.tokens) {
  try {
    const claims = await verifyToken(token, options);
    tokens.push({ accepted: true, userId: String(claims.sub), sessionId: claims.sid === undefined ? null : String(claims.sid) });
  } catch (error) {
    tokens.push({ accepted: false, reason: error.reason ?? `threw ${error.name}` });
  }
}

const requests = [];
for (const { url, method, headers, options } of input.requests) {
  try {
    const request = new Request(url, { method, headers: new Headers(headers) });
    // Without a client for the Backend API, so that nothing is refreshed or redeemed.
    const { authenticateRequest } = createAuthenticateRequest({ options, apiClient: undefined });
    const state = await authenticateRequest(request, options);
    const auth = state.toAuth();
    requests.push({
      status: state.status,
      reason: state.reason ?? '',
      userId: auth?.userId ?? null,
      sessionId: auth?.sessionId ?? null,
      location: state.headers.get('location'),
    });
  } catch (error) {
    requests.push({ status: 'threw', reason: `${error.name}: ${error.message}`, userId: null, sessionId: null });
  }
}

process.stdout.write(JSON.stringify({ tokens, requests }));
