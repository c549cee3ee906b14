[[ if .TypeScript ]]import type { LoaderFunction, MetaFunction } from "@remix-run/server-runtime";
[[ end ]]import { Links, Meta, Outlet, Scripts, ScrollRestoration, useCatch } from "@remix-run/react";
import { ClerkApp, ClerkCatchBoundary } from "@clerk/remix";
import { rootAuthLoader } from "@clerk/remix/ssr.server";

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
        <Scripts />
      </body>
    </html>
  );
}

export default ClerkApp(App);

[[ template "boundary" . ]]

export const CatchBoundary = ClerkCatchBoundary(RootCatchBoundary);
