// What the models take from their host, see README.md.

export const { scenario, record, createElement, Fragment, effect, standIn, below, doubt } = globalThis.__twin;

const type = Symbol.for('clerkctl.type');

/** Gives an object of the SDK its type's name, which spreading does not copy. */
export function typed(name, object) {
  return Object.defineProperty(object, type, { value: name });
}

/**
 * Adds members that are made when they are first asked for: most runs ask for
 * few of them.
 */
export function lazily(object, makers) {
  for (const name of Object.keys(makers)) {
    const put = (value) => Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    Object.defineProperty(object, name, {
      get: () => put(makers[name]())[name],
      set: put,
      enumerable: true,
      configurable: true,
    });
  }
  return object;
}

/** A function that makes something once. */
export function once(make) {
  let made;
  return () => made || (made = make());
}

/**
 * Adds methods that are recorded. They are own properties that need no `this`,
 * as the real ones are: applications take them out of their objects. Each value
 * is what the method returns for its arguments; an async one returns a promise.
 */
export function methods(name, object, results) {
  for (const [method, result] of Object.entries(results)) {
    object[method] = (...args) => {
      record('call', `${name}.${method}`, args);
      return result(...args);
    };
  }
  return object;
}
