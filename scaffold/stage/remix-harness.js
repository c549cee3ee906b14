// Renders what is checked of a Remix project: "clerkctl/root" and
// "clerkctl/route" are the modules.
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { useContext } from "react";
import { ClerkProvider, State } from "@clerk/nextjs";
import { state } from "@clerk/nextjs/ssr";
import { secret } from "@clerk/remix/ssr.server";
import * as root from "clerkctl/root";
import * as route from "clerkctl/route";

const stage = globalThis.__stage;
stage.createElement = createElement;

const said = (e) => String((e && e.message) || e);
const args = () => ({
  request: stage.standIn("request", { url: "http://127.0.0.1/", method: "GET", headers: stage.standIn("headers") }),
  params: stage.standIn("params"), context: {},
});

// renderRoot runs the root's loader, renders the application with what it
// returns, round a route that tells who it finds signed in, and renders the
// catch boundary for a page that is not there.
export async function renderRoot(signedIn) {
  Object.assign(stage, { signedIn, caught: { status: 404, statusText: "Not Found", data: "" } });
  const found = { redirects: false, routes: 0, user: null, leaks: false, boundary: "", problem: "" };
  const data = root.loader ? await root.loader(args()) : {};
  found.redirects = data.status >= 300 && data.status < 400;
  found.leaks = JSON.stringify(data).includes(secret);
  const Route = () => {
    found.routes++;
    found.user = useContext(State)?.userId;
    return null;
  };
  stage.outlet = () => createElement(Route, null);
  try {
    found.boundary = root.CatchBoundary ? renderToString(createElement(root.CatchBoundary, null)) : "none";
    if (!found.redirects) {
      stage.data = data;
      renderToString(createElement(root.default, null));
    }
  } catch (e) {
    found.problem = said(e) || "it throws";
  }
  return found;
}

// renderRoute runs a route's loader, and renders the route.
export async function renderRoute(signedIn) {
  stage.signedIn = signedIn;
  const found = { html: "", problem: "" };
  stage.data = route.loader ? await route.loader(args()) : {};
  try {
    found.html = renderToString(createElement(ClerkProvider, { __clerk_ssr_state: state() }, createElement(route.default, null)));
  } catch (e) {
    found.problem = said(e) || "it throws";
  }
  return found;
}
