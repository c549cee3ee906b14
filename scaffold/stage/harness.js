// Renders what is checked: "clerkctl/app" and "clerkctl/page" are the modules.
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { ClerkProvider, State } from "@clerk/nextjs";
import { state } from "@clerk/nextjs/ssr";
import { router } from "clerkctl/next";
import { useContext } from "react";
import * as app from "clerkctl/app";
import * as page from "clerkctl/page";

globalThis.__stage.createElement = createElement;

const said = (e) => String((e && e.message) || e);

// renderApp tells whether a page that the app renders gets its props, and who
// it finds signed in.
export function renderApp(signedIn) {
  globalThis.__stage.signedIn = signedIn;
  let pages = 0, user, kept = false, inside = false;
  const Page = (props) => {
    pages++;
    kept = kept || props.kept === 1;
    const found = useContext(State);
    inside = inside || found !== null;
    user = user ?? found?.userId;
    return null;
  };
  renderToString(createElement(app.default, { Component: Page, pageProps: { kept: 1, __clerk_ssr_state: state() }, router }));
  return { pages, user, kept, inside };
}

// renderPage loads and renders the page, in the app where there is one.
export async function renderPage(signedIn, auth, inApp) {
  Object.assign(globalThis.__stage, { signedIn, state: auth });
  const { standIn } = globalThis.__stage;
  const context = {
    req: standIn("req", { auth: undefined, headers: {}, cookies: {}, url: "/", method: "GET" }), res: standIn("res"),
    params: standIn("params"), query: standIn("query"), resolvedUrl: "/", locale: "en",
  };
  const load = page.getServerSideProps;
  const result = load ? await load(context) : {};
  const props = (await result?.props) ?? {};
  const found = { user: props.__clerk_ssr_state?.userId, html: "", problem: "" };
  try {
    const all = { __clerk_ssr_state: state(), ...props };
    found.html = renderToString(inApp
      ? createElement(app.default, { Component: page.default, pageProps: all, router })
      : createElement(ClerkProvider, all, createElement(page.default, all)));
  } catch (e) {
    found.problem = said(e) || "it throws";
  }
  return found;
}
