import { rule } from "clerkctl";

export default rule({
  name: "toast-import",
  doc: `Calls notify of @acme/notify in the place of the toast that an error of Clerk's was given to.`,
  mentions: "react-hot-toast",
  visit: {
    CallExpression(node, ctx) {
      const from = ctx.imported(node.callee);
      if (from?.module !== "react-hot-toast" || from.name !== "error") return;
      const notify = ctx.addImport("@acme/notify", "notify");
      ctx.report({
        node: node.callee,
        message: "errors go to notify of @acme/notify",
        fix: [ctx.replace(node.callee, notify.local), notify],
      });
    },
    ImportDeclaration(node, ctx) {
      const used = node.specifiers.some((s) => ctx.references(s.local).length > 1);
      if (node.source.value === "react-hot-toast" && !used && node.specifiers.length > 0) {
        ctx.report({ node, message: "nothing of this import is used", fix: ctx.remove(node) });
      }
    },
  },
  examples: [
    {
      before: `import { useSignIn } from "@clerk/nextjs";
import { error as toastError, success } from "react-hot-toast";

export const failed = (e: Error) => toastError(e.message) && success("");
`,
      after: `import { useSignIn } from "@clerk/nextjs";
import { error as toastError, success } from "react-hot-toast";
import { notify } from "@acme/notify";

export const failed = (e: Error) => notify(e.message) && success("");
`,
    },
    {
      before: `import { useSignIn } from "@clerk/nextjs";
import { error } from "react-hot-toast";

export const signIn = () => useSignIn();
`,
      after: `import { useSignIn } from "@clerk/nextjs";

export const signIn = () => useSignIn();
`,
    },
  ],
});
