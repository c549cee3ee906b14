// What styles components: whatever is unknown, but that a component of the SDK
// gets the props that its styled one is given.
import "./driver.js";

const { standIn } = globalThis.__twin;
const type = Symbol.for("clerkctl.type");

/** A package whose export of this name is styled(). */
export function styling(name, member) {
  const unknown = standIn(name);
  const styled = new Proxy(unknown[member], {
    // The list of arguments is the engine's, and another one's after the call.
    apply: (styled, self, [component, ...rest]) => (component && component[type] ? () => component : styled(component, ...rest)),
  });
  const get = (target, key) => (key === member ? styled : unknown[key]);
  // The bundler asks what is behind a module.
  return Object.create(new Proxy({}, { get, has: () => true, getPrototypeOf: () => null }));
}
