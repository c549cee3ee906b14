// React as far as a run needs it: hooks over the slots of the driver, and
// elements that it draws. Nothing here updates a screen.
import "./driver.js";

const twin = globalThis.__twin;
const { slot, contexts, isElement } = twin;

export const createElement = twin.createElement;
export const Fragment = twin.Fragment;
export const jsx = (type, props, key) => createElement(type, key === undefined ? props : { ...props, key });
export const jsxs = jsx;
export const isValidElement = isElement;
export const StrictMode = Fragment;
export const Suspense = Fragment;
export const Profiler = Fragment;
export const version = "17.0.2";

const same = (a, b) => Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => Object.is(x, b[i]));

export function useReducer(reducer, initial, init) {
  const kept = twin.tree();
  const state = slot(() => {
    const made = { value: init ? init(initial) : initial };
    made.dispatch = (action) => {
      const next = made.reducer(made.value, action);
      if (Object.is(next, made.value)) return;
      made.value = next;
      if (made.tree) twin.dirty(made.tree);
    };
    return made;
  });
  state.reducer = reducer;
  state.tree = kept;
  return [state.value, state.dispatch];
}

const change = (value, action) => (typeof action === "function" ? action(value) : action);
export const useState = (initial) => useReducer(change, initial, (v) => (typeof v === "function" ? v() : v));

export function useMemo(make, deps) {
  const kept = slot(() => ({}));
  if (!kept.deps || !same(kept.deps, deps)) {
    kept.value = make();
    kept.deps = deps;
  }
  return kept.value;
}
export const useCallback = (f, deps) => useMemo(() => f, deps);
export const useRef = (initial) => slot(() => ({ current: initial }));
export const createRef = () => ({ current: null });

export function useEffect(f, deps) {
  const kept = slot(() => ({}));
  if (kept.deps && same(kept.deps, deps)) return;
  kept.deps = deps || null;
  twin.effect(f);
}
export const useLayoutEffect = useEffect;
export const useInsertionEffect = useEffect;
export const useImperativeHandle = (ref, make, deps) => useEffect(() => {
  const value = make();
  if (typeof ref === "function") ref(value);
  else if (ref) ref.current = value;
}, deps);
export const useDebugValue = () => {};
export const useId = () => slot(() => "id");
export const useDeferredValue = (value) => value;
export const startTransition = (f) => f();
export const useTransition = () => [false, startTransition];
export const useSyncExternalStore = (subscribe, read) => {
  useEffect(() => subscribe(() => {}), [subscribe]);
  return read();
};

export function createContext(initial) {
  const context = { initial, displayName: undefined };
  context.Provider = { provider: context };
  context.Consumer = { consumer: context };
  return context;
}
export const useContext = (context) => (contexts.has(context) ? contexts.get(context) : context.initial);

export const memo = (Component) => Object.assign({ wrapped: () => Component }, named(Component));
export const forwardRef = (render) => Object.assign({ forwarded: render }, named(render));
const named = (f) => ({ displayName: f && (f.displayName || f.name) });
/** A component that is there once its promise is settled, for the next render. */
export const lazy = (load) => {
  let loaded, asked;
  return {
    wrapped: () => {
      if (!loaded && !asked) {
        asked = true;
        const tree = twin.tree();
        Promise.resolve(load()).then((module) => {
          loaded = (module && module.default) || module;
          if (tree) twin.dirty(tree);
        });
      }
      return loaded;
    },
  };
};

export function Component(props, context) {
  this.props = props;
  this.context = context;
  this.state = this.state || null;
}
Component.prototype.isReactComponent = true;
Component.prototype.setState = function (next) { this.state = Object.assign({}, this.state, next); };
Component.prototype.forceUpdate = function () {};
export class PureComponent extends Component {}

export const cloneElement = (of, props, ...children) => {
  const { key, ...rest } = props || {};
  return { ...of, key: key === undefined ? of.key : key, props: { ...of.props, ...rest, ...(children.length ? { children: children.length === 1 ? children[0] : children } : {}) } };
};
const list = (children) => (Array.isArray(children) ? children.flat(Infinity) : children === undefined || children === null ? [] : [children]);
export const Children = {
  map: (children, f) => list(children).map((c, i) => f(c, i)),
  forEach: (children, f) => list(children).forEach((c, i) => f(c, i)),
  count: (children) => list(children).length,
  toArray: (children) => list(children).filter((c) => c !== null && c !== undefined && typeof c !== "boolean"),
  only: (children) => children,
};

export default {
  createElement, Fragment, isValidElement, StrictMode, Suspense, Profiler, version, useReducer, useState, useMemo, useCallback,
  useRef, createRef, useEffect, useLayoutEffect, useInsertionEffect, useImperativeHandle, useDebugValue, useId, useDeferredValue,
  startTransition, useTransition, useSyncExternalStore, createContext, useContext, memo, forwardRef, lazy, Component, PureComponent,
  cloneElement, Children,
};
