import type { Node } from "clerkctl";

/** jest.mock, vi.mock */
export function isRunner(callee: Node): boolean {
  return (
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    ["jest", "vi"].includes(callee.object.name) &&
    callee.property.type === "Identifier" &&
    callee.property.name === "mock"
  );
}
