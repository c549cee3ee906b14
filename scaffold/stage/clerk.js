// What the checked modules may ask of Clerk: a provider that takes the state
// out of the page's props, and hooks that read it.
const React = require("react");
const State = React.createContext(null);

function ClerkProvider({ children, __clerk_ssr_state }) {
  if (React.useContext(State)) throw new Error("ClerkProvider stands in another ClerkProvider");
  return React.createElement(State.Provider, { value: __clerk_ssr_state ?? {} }, children);
}
const useState = () => {
  const state = React.useContext(State);
  if (!state) throw new Error("a hook of Clerk's is called outside of ClerkProvider");
  return state;
};
const resource = (name) => () => {
  const value = useState()[name];
  return { isLoaded: value !== undefined, isSignedIn: value === undefined ? undefined : value !== null, [name]: value };
};
function useAuth() {
  const { userId, sessionId } = useState();
  const isLoaded = userId !== undefined;
  return { isLoaded, isSignedIn: isLoaded ? userId !== null : undefined, userId, sessionId, getToken: async () => null, signOut: async () => {} };
}
const SignedIn = ({ children }) => (useState().userId ? children : null);
const SignedOut = ({ children }) => (useState().userId === null ? children : null);

module.exports = globalThis.__stage.module("@clerk/nextjs", {
  ClerkProvider, useAuth, useUser: resource("user"), useSession: resource("session"), SignedIn, SignedOut, State,
});
