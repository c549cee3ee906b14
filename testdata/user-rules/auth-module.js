// A plain object is a rule too, and JavaScript will do.
export default {
  name: "auth-module",
  doc: "Imports the session helpers from @acme/auth/session, and getViewer by its new name.",
  from: "@acme/auth",
  imports: {
    getViewer: "getCurrentUser",
    getSession: { from: "@acme/auth/session" },
    requireSession: { name: "assertSession", from: "@acme/auth/session" },
  },
  examples: [
    {
      before: `import { getViewer, getSession, requireSession as required, type Viewer } from "@acme/auth";

export const who = async () => required(await getSession()) && getViewer();
export type { Viewer };
`,
      after: `import { getCurrentUser, type Viewer } from "@acme/auth";
import { getSession, assertSession as required } from "@acme/auth/session";

export const who = async () => required(await getSession()) && getCurrentUser();
export type { Viewer };
`,
    },
    {
      // The new name is taken here.
      before: `import { getViewer } from "@acme/auth";
import { getCurrentUser } from "./db";

export const both = () => [getViewer(), getCurrentUser()];
`,
      after: `import { getCurrentUser as getViewer } from "@acme/auth";
import { getCurrentUser } from "./db";

export const both = () => [getViewer(), getCurrentUser()];
`,
    },
  ],
};
