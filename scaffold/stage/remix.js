// What Remix gives to modules: its components, and the answers of loaders.
const { module: standInModule } = globalThis.__stage;
const nothing = () => null;
const Link = ({ to, children }) => require("react").createElement("a", { href: String(to) }, children);
const response = (body, init) => {
  const { status = 200, headers = {} } = typeof init === "number" ? { status: init } : init ?? {};
  return { status, statusText: "", headers, body };
};

module.exports = standInModule("remix", {
  Outlet: () => globalThis.__stage.outlet(),
  Links: nothing, Meta: nothing, Scripts: nothing, ScrollRestoration: nothing, LiveReload: nothing, Link, NavLink: Link,
  useLoaderData: () => globalThis.__stage.data,
  useCatch: () => globalThis.__stage.caught,
  json: response,
  redirect: (url, init) => ({ ...response("", init), status: 302, headers: { Location: url } }),
});
