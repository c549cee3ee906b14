// The loaders of @clerk/remix 0.3: what the root's returns has the user in it as
// the Backend API gave it, and what it wraps has to return an object or a
// redirect.
const { state } = require("@clerk/nextjs/ssr");

const secret = "kept-on-the-server";

const found = (options) => {
  const { userId, sessionId, user, session } = state();
  const getToken = async () => {
    if (!userId) throw new Error("getToken is called where nobody is signed in");
    return "token";
  };
  return {
    userId, sessionId, getToken,
    user: !userId ? null : options.loadUser ? { ...user, privateMetadata: { secret } } : undefined,
    session: !userId ? null : options.loadSession ? session : undefined,
  };
};

async function rootAuthLoader(args, callbackOrOptions, more) {
  const callback = typeof callbackOrOptions === "function" ? callbackOrOptions : undefined;
  const options = more ?? (callback ? {} : callbackOrOptions ?? {});
  const all = found(options);
  const clerkState = { __internal_clerk_state: { __clerk_ssr_state: all, __frontendApi: "clerk.app.test" } };
  if (!callback) return { clerkState };
  const { userId, sessionId, getToken, user, session } = all;
  Object.assign(args.request, { auth: { userId, sessionId, getToken }, user: user && { ...user, privateMetadata: undefined }, session });
  const result = await callback(args);
  if (!result || (typeof result !== "object" && typeof result !== "function") || Array.isArray(result)) {
    throw new Error("what rootAuthLoader wraps returns no object");
  }
  if (typeof result.status === "number" && "body" in result) {
    if (result.status >= 300 && result.status < 400) return result;
    throw new Error("what rootAuthLoader wraps returns a response that is no redirect");
  }
  return { ...result, clerkState };
}
const getAuth = async () => found({});

module.exports = globalThis.__stage.module("@clerk/remix/ssr.server", { rootAuthLoader, getAuth, secret });
