import { rule } from "clerkctl";

export default rule({
  name: "raw-user-id",
  doc: `Points out user ids that are rendered as they are.

Support staff are shown the public handle instead. Which one that is, only the screen's
author knows, so nothing is rewritten.`,
  severity: "notice",
  files: ["**/*.tsx", "**/*.jsx"],
  visit: {
    JSXExpressionContainer(node, ctx) {
      const read = node.expression;
      if (read.type !== "MemberExpression" || ctx.text(read.property) !== "id") return;
      const of = ctx.clerk(read.object);
      if (of?.kind === "instance" && of.name === "User" && node.parent?.type === "JSXElement") {
        ctx.report({ node: read, message: "a raw user id is shown here; show the handle" });
      }
    },
  },
  examples: [
    {
      before: `import { useUser } from "@clerk/nextjs";

export function Me() {
  const { user } = useUser();
  return <p data-id={user.id}>{user.id}</p>;
}
`,
      findings: 1,
    },
    { before: `export const Me = ({ user }) => <p>{user.id}</p>;\n`, findings: 0 },
  ],
});
