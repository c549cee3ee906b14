// As much of React as rendering once on a server takes, for projects in which
// it is not installed.
const element = Symbol.for("react.element");
const fragment = Symbol.for("react.fragment");
const context = Symbol.for("react.context");
const wrapper = Symbol.for("react.memo");
const passing = Symbol.for("react.strict_mode");

export const Fragment = fragment;
export const StrictMode = passing, Suspense = passing, Profiler = passing;

export function createElement(type, config, ...children) {
  const { key = null, ref = null, ...props } = config ?? {};
  if (children.length > 0) props.children = children.length === 1 ? children[0] : children;
  for (const [name, value] of Object.entries(type?.defaultProps ?? {})) if (props[name] === undefined) props[name] = value;
  return { $$typeof: element, type, key, ref, props };
}
export const isValidElement = (v) => v !== null && typeof v === "object" && v.$$typeof === element;
export const cloneElement = (e, config, ...children) => createElement(e.type, { ...e.props, ...config }, ...children);
export const createRef = () => ({ current: null });

export class Component {
  constructor(props, ctx) { this.props = props; this.context = ctx; this.state = undefined; }
  setState(change) { this.state = { ...this.state, ...(typeof change === "function" ? change(this.state, this.props) : change) }; }
  forceUpdate() {}
}
Component.prototype.isReactComponent = {};
export class PureComponent extends Component {}

export function createContext(value) {
  const c = { $$typeof: context, values: [value] };
  c.Provider = { $$typeof: context, provides: c };
  c.Consumer = { $$typeof: context, consumes: c };
  return c;
}
export const memo = (type) => ({ $$typeof: wrapper, render: (props) => createElement(type, props) });
export const forwardRef = (render) => ({ $$typeof: wrapper, render: (props) => render(props, null) });
export const lazy = () => () => null;

const toList = (v) => (Array.isArray(v) ? v.flat(Infinity) : v === undefined || v === null ? [] : [v]);
export const Children = {
  map: (children, f) => toList(children).map((c, i) => f(c, i)),
  forEach: (children, f) => toList(children).forEach((c, i) => f(c, i)),
  count: (children) => toList(children).length,
  toArray: (children) => toList(children).filter((c) => typeof c !== "boolean"),
  only(children) {
    if (!isValidElement(children)) throw new Error("React.Children.only expected to receive a single React element child.");
    return children;
  },
};

const current = (c) => c.values[c.values.length - 1];
const none = () => {};
export const useContext = current;
export const useState = (initial) => [typeof initial === "function" ? initial() : initial, none];
export const useReducer = (_, initial, init) => [init ? init(initial) : initial, none];
export const useMemo = (make) => make();
export const useCallback = (f) => f;
export const useRef = (value) => ({ current: value });
export const useEffect = none, useLayoutEffect = none, useInsertionEffect = none, useImperativeHandle = none, useDebugValue = none;
export const useDeferredValue = (value) => value;
export const useTransition = () => [false, (f) => f()];
export const useId = () => ":id:";
export const useSyncExternalStore = (_, get, getOnServer) => (getOnServer ?? get)();
export const startTransition = (f) => f();
export const version = "0.0.0";

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const empty = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

export function renderToString(node) {
  if (node === null || node === undefined || typeof node === "boolean" || typeof node === "function") return "";
  if (typeof node === "string" || typeof node === "number") return escape(node);
  if (node[Symbol.iterator]) return [...node].map(renderToString).join("");
  if (node.$$typeof !== element) throw new Error("Objects are not valid as a React child");
  const { type, props } = node;
  if (type === fragment || type === passing) return renderToString(props.children);
  if (typeof type === "string") return tag(type, props);
  if (typeof type === "function") return renderToString(type.prototype?.isReactComponent ? instance(type, props) : type(props, undefined));
  if (type?.$$typeof === wrapper) return renderToString(type.render(props));
  if (type?.consumes) return renderToString(props.children(current(type.consumes)));
  if (type?.provides) {
    type.provides.values.push(props.value);
    try {
      return renderToString(props.children);
    } finally {
      type.provides.values.pop();
    }
  }
  throw new Error("Element type is invalid: expected a string or a class/function but got: " + typeof type);
}

function instance(type, props) {
  const it = new type(props, type.contextType ? current(type.contextType) : undefined);
  it.props = props;
  if (type.getDerivedStateFromProps) it.state = { ...it.state, ...type.getDerivedStateFromProps(props, it.state) };
  return it.render();
}

function tag(name, { children, dangerouslySetInnerHTML, ...attributes }) {
  let text = "<" + name;
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "string" || typeof value === "number") text += ` ${key === "className" ? "class" : key}="${escape(value)}"`;
  }
  if (empty.has(name)) return text + "/>";
  return `${text}>${dangerouslySetInnerHTML ? dangerouslySetInnerHTML.__html : renderToString(children)}</${name}>`;
}

const React = { Fragment, StrictMode, Suspense, Profiler, createElement, isValidElement, cloneElement, createRef, Component, PureComponent,
  createContext, memo, forwardRef, lazy, Children, useContext, useState, useReducer, useMemo, useCallback, useRef, useEffect, useLayoutEffect,
  useInsertionEffect, useImperativeHandle, useDebugValue, useDeferredValue, useTransition, useId, useSyncExternalStore, startTransition, version };
export default React;
