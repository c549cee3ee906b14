// Stand-ins for what the checked modules import. One can be called, constructed
// and asked for any member. It renders its children as a component, and what it
// is given as a function it stands for, as the helpers do that wrap components
// and loaders.
(() => {
  const isPlain = (v) => v !== null && typeof v === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(v));
  const isEmpty = (v) => v === undefined || (isPlain(v) && Object.keys(v).length === 0);
  // What React, promises and JSON ask of any value.
  const absent = new Set(["$$typeof", "then", "toJSON", "defaultProps", "propTypes", "displayName", "contextType",
    "contextTypes", "childContextTypes", "getDerivedStateFromProps", "isReactComponent", "__esModule", "length"]);

  // module makes a stand-in for a whole module: named imports are looked up
  // through its prototype.
  const module = (name, own = {}) => standIn(name, own, undefined, false, true);
  const standIn = (name, own = {}, wrapped, inner = false, isModule = false) => {
    const called = (args) => {
      if (typeof args[0] === "function") return standIn(name, {}, args[0]);
      if (wrapped) return render(wrapped, args);
      // React calls a component with its props and nothing, or nothing much.
      if (args.length === 2 && isPlain(args[0]) && isEmpty(args[1])) return args[0].children ?? null;
      return standIn(name + "()");
    };
    const f = function () { return called([...arguments]); };
    const proxy = new Proxy(f, {
      get(target, key) {
        if (Object.prototype.hasOwnProperty.call(own, key)) return own[key];
        if (isModule && key === "__esModule") return true;
        if (key === Symbol.toPrimitive) return () => name;
        if (key === Symbol.iterator) return function* () { if (!inner) for (let i = 0; i < 3; i++) yield standIn(name, {}, undefined, true); };
        if (typeof key === "symbol" || absent.has(key)) return undefined;
        if (key === "prototype") return target.prototype;
        if (key === "toString" || key === "valueOf") return () => name;
        return (own[key] = standIn(name + "." + key));
      },
      set(_, key, value) { own[key] = value; return true; },
      has: () => true,
      getPrototypeOf: (target) => (isModule ? proxy : Object.getPrototypeOf(target)),
    });
    return proxy;
  };
  const render = (component, args) => {
    const isClass = component.prototype && component.prototype.isReactComponent;
    return isClass ? globalThis.__stage.createElement(component, args[0]) : component(...args);
  };

  globalThis.__stage = { standIn, module, signedIn: false, state: "context" };
  globalThis.__twin.standIn = (name) => module(name);
  globalThis.process = { env: { NODE_ENV: "production" }, cwd: () => "/", version: "v16.0.0", nextTick: (f, ...args) => queueMicrotask(() => f(...args)) };
  globalThis.global = globalThis;
  globalThis.fetch = async () => standIn("response");
})();
