import { rule } from "clerkctl";
import type { ArrowFunctionExpression, Expression, Node, ObjectExpression, Property } from "clerkctl";
import { isRunner } from "./lib/tests";

export default rule({
  name: "mock-shape",
  doc: `Gives mocks of useUser the shape that the new hook returns.

# Why

A mock that returns the user itself makes a test pass that the application would not:
useUser() returns { isLoaded, isSignedIn, user } now.`,
  mentions: ["jest.mock(", "vi.mock("],
  visit: {
    CallExpression(node, ctx) {
      const [specifier, factory] = node.arguments;
      if (!isRunner(node.callee) || !specifier || specifier.type !== "Literal" || factory?.type !== "ArrowFunctionExpression") return;
      if (specifier.value !== "@clerk/nextjs" && specifier.value !== "@clerk/clerk-react") return;
      const hook = member(factory.body, "useUser");
      const returned = hook && result(hook);
      if (!returned || member(returned, "isLoaded")) return;
      ctx.report({
        node: hook.key,
        message: "this mock of useUser returns the user itself; the hook returns { isLoaded, isSignedIn, user } now",
        fix: ctx.replace(returned, `{ isLoaded: true, isSignedIn: true, user: ${ctx.text(returned)} }`),
        safety: "safe",
      });
    },
  },
  examples: [
    {
      filename: "Header.test.tsx",
      before: `jest.mock("@clerk/nextjs", () => ({
  useUser: () => ({ firstName: "Ada" }),
}));
`,
      after: `jest.mock("@clerk/nextjs", () => ({
  useUser: () => ({ isLoaded: true, isSignedIn: true, user: { firstName: "Ada" } }),
}));
`,
    },
    {
      filename: "Header.test.tsx",
      before: `vi.mock("@clerk/nextjs", () => ({
  useUser: () => ({ isLoaded: true, isSignedIn: false, user: null }),
  useSession: () => ({ id: "sess_1" }),
}));
`,
      findings: 0,
    },
  ],
});

/** A member of an object literal. */
function member(node: Node, name: string): Property | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  return node.properties.find((p): p is Property => p.type === "Property" && p.key.type === "Identifier" && p.key.name === name);
}

/** The object that a function of one expression returns. */
function result(property: Property): ObjectExpression | undefined {
  const fn = property.value as Expression;
  if (fn.type !== "ArrowFunctionExpression") return undefined;
  const { body } = fn as ArrowFunctionExpression;
  return body.type === "ObjectExpression" ? body : undefined;
}
