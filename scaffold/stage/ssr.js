// A loader as Clerk makes one: it knows who is signed in, tells the function
// that it wraps, and puts the state among the page's props.
const user = { id: "user_ada", firstName: "Ada", publicMetadata: {} };
const session = { id: "sess_ada", status: "active" };

const state = () => globalThis.__stage.signedIn
  ? { userId: user.id, sessionId: session.id, user, session }
  : { userId: null, sessionId: null, user: null, session: null };

function withServerSideAuth(callbackOrOptions, more) {
  const callback = typeof callbackOrOptions === "function" ? callbackOrOptions : undefined;
  const options = more ?? (callback ? {} : callbackOrOptions ?? {});
  return async (context) => {
    const { userId, sessionId, ...resources } = state();
    const getToken = async () => {
      if (!userId) throw new Error("getToken is called where nobody is signed in");
      return "token";
    };
    const found = { auth: { userId, sessionId, getToken } };
    const serialized = { userId, sessionId };
    for (const name of ["user", "session"]) {
      const wanted = options[name === "user" ? "loadUser" : "loadSession"];
      if (wanted) found[name] = resources[name];
      if (wanted || !userId) serialized[name] = resources[name];
    }
    Object.assign(globalThis.__stage.state === "context" ? context : context.req, found);
    const result = (await callback?.(context)) || {};
    return { ...result, props: { ...(await result.props), __clerk_ssr_state: serialized } };
  };
}

module.exports = globalThis.__stage.module("@clerk/nextjs/ssr", { withServerSideAuth, state });
