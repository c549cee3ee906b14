// What @clerk/remix 0.3 adds to the hooks and the provider.
const React = require("react");
const clerk = require("@clerk/nextjs");
const { useLoaderData, useCatch } = require("remix");

const ClerkApp = (App) => () => {
  const state = useLoaderData().clerkState.__internal_clerk_state;
  return React.createElement(clerk.ClerkProvider, state, React.createElement(App, null));
};
const ClerkCatchBoundary = (Own) => () => {
  if (useCatch().data?.clerkState) return "interstitial";
  return Own ? React.createElement(Own, null) : undefined;
};
const own = { ClerkApp, ClerkCatchBoundary };
for (const name of ["ClerkProvider", "useAuth", "useUser", "useSession", "SignedIn", "SignedOut"]) own[name] = clerk[name];

module.exports = globalThis.__stage.module("@clerk/remix", own);
