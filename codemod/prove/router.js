// The router of Next.js: all of it is unknown, but that parameters are texts.
import "./driver.js";

const { standIn } = globalThis.__twin;
const unknown = standIn("next/router");

const text = (name) => (typeof name === "string" ? `‹router.query.${name}›` : undefined);
const query = new Proxy({}, { get: (_, name) => text(name), has: () => true });
const router = new Proxy({}, { get: (_, name) => (name === "query" ? query : unknown.useRouter[name]) });

export const useRouter = () => router;
export const { Router, withRouter, RouterContext } = unknown;
export default unknown.default;
