[[ if .TypeScript ]]import type { LoaderFunction, MetaFunction } from "@remix-run/server-runtime";
[[ end ]]import { Links, Meta, Outlet, Scripts, ScrollRestoration, useCatch } from "@remix-run/react";
import { ClerkApp, ClerkCatchBoundary } from "@clerk/remix";
import { rootAuthLoader } from "@clerk/remix/ssr.server";

// CLERK_JS says where browsers load clerk.js from, in development. They learn it
// from a script in the page, which stands before those that use it.
const clerkJSUrl = typeof document === "undefined" ? process.env.CLERK_JS : [[ if .TypeScript ]](window as any)[[ else ]]window[[ end ]].CLERK_JS;

export const meta[[ if .TypeScript ]]: MetaFunction[[ end ]] = () => ({ charset: "utf-8", title: "[[ .Name ]]", viewport: "width=device-width,initial-scale=1" });

export const loader[[ if .TypeScript ]]: LoaderFunction[[ end ]] = async (args) =>
  withoutPrivateMetadata(await rootAuthLoader(args, { [[ .Options ]] }));

[[ template "strip" . ]]

function App() {
  return (
    <html lang="en">
      <head>
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration />
        <script dangerouslySetInnerHTML={{ __html: `window.CLERK_JS = ${JSON.stringify(clerkJSUrl)};` }} />
        <Scripts />
      </body>
    </html>
  );
}

export default ClerkApp(App, { clerkJSUrl });

[[ template "boundary" . ]]

export const CatchBoundary = ClerkCatchBoundary(RootCatchBoundary);
