[[ if .TypeScript ]]import type { EntryContext } from "@remix-run/server-runtime";
[[ end ]]import { renderToString } from "react-dom/server";
import { RemixServer } from "@remix-run/react";

export default function handleRequest([[ if .TypeScript ]]
  request: Request,
  responseStatusCode: number,
  responseHeaders: Headers,
  remixContext: EntryContext,
[[ else ]]request, responseStatusCode, responseHeaders, remixContext[[ end ]]) {
  const markup = renderToString(<RemixServer context={remixContext} url={request.url} />);
  responseHeaders.set("Content-Type", "text/html");
  return new Response("<!DOCTYPE html>" + markup, { status: responseStatusCode, headers: responseHeaders });
}
