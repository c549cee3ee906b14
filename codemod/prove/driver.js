// The host of a run: it exercises a module and writes down what it does.
//
// A run is a list of units, one for the loading of the module and one for each
// export. A unit has a tree of frames: a component that is rendered, an effect,
// a handler, a function that was handed to somebody. Each frame has what came
// of it and the events that happened meanwhile, or says that it threw.
const host = globalThis.__twin;
const [scenario = "signedIn"] = host.args;

/** How much a run does before it is enough. */
const limits = { depth: 30, frames: 600, handlers: 150, passes: 3, nodes: 40_000 };

let frames = 0;
let current = null;
let root = null;

/** Opens a frame, in which f's events are kept. */
function frame(kind, name, f) {
  const outer = current;
  const made = { kind, name, events: [] };
  if (++frames > limits.frames) {
    root.cut = true;
    return made;
  }
  made.queue = [];
  if (outer) outer.events.push(made);
  current = made;
  try {
    made.result = f(made);
  } catch (e) {
    threw(made, e);
  } finally {
    current = outer;
  }
  return made;
}

/** The same for what ends later. Frames follow each other, so none overlap. */
async function laterFrame(kind, name, f, wait = settled) {
  const outer = current;
  const made = { kind, name, events: [], queue: [] };
  if (++frames > limits.frames) {
    root.cut = true;
    return made;
  }
  if (outer) outer.events.push(made);
  current = made;
  try {
    let result = f(made);
    if (isPromise(result)) result = await wait(result);
    current = made;
    made.result = result;
  } catch (e) {
    current = made;
    threw(made, e);
  }
  if (made.queue.length > 0) await drain(made);
  else delete made.queue;
  current = outer;
  return made;
}

function threw(made, e) {
  made.threw = e instanceof Error ? `${e.name}: ${e.message}` : String(e);
  root.threw = root.threw || made.threw;
  if (!/^(handler|effect|cleanup)$/.test(made.kind)) root.broke = root.broke || made.threw;
}

const isPromise = (v) => !isStandIn(v) && v instanceof Promise || (v !== null && typeof v === "object" && typeof v.then === "function" && !isStandIn(v));

const pending = { pending: true };

/** Awaits a promise of the driver's own, which always ends. */
const own = (p) => p;

/** Awaits a promise as long as timers run for it. */
const settled = (p) => new Promise((done, failed) => {
  const patience = setTimeout(done, 600_000, pending);
  const end = (by) => (v) => { clearTimeout(patience); by(v); };
  p.then(end(done), end(failed));
});

/** Runs what was handed to stand-ins meanwhile. */
async function drain(made) {
  for (let i = 0; i < made.queue.length && i < 40; i++) {
    const { name, value } = made.queue[i];
    await exercise(name, value, 1);
  }
  delete made.queue;
}

function record(kind, name, args) {
  if (!current) return;
  current.events.push({ kind, name, args: args.map((a) => show(a)) });
}

// Stand-ins.

const paths = new WeakMap();
const isStandIn = (v) => v !== null && (typeof v === "object" || typeof v === "function") && paths.has(v);

/** What is unknown: it answers to any member, call and construction. */
function standIn(path) {
  const answers = new Answers(path);
  const proxy = new Proxy(function () {}, answers);
  answers.proxy = proxy;
  paths.set(proxy, path);
  return proxy;
}

/** How a stand-in answers. There are many of them, so what few ask for is made late. */
class Answers {
  constructor(path) {
    this.path = path;
    this.members = null;
    this.proxy = null;
    this.prototype = null;
  }
  get(target, key) {
    const { path, members } = this;
    if (members && members.has(key)) return members.get(key);
    if (key === "__esModule") return true;
    if (key === "then") return undefined;
    if (key === "prototype") return target.prototype;
    if (key === "toJSON" || key === "toString" || key === "valueOf") return () => `‹${path}›`;
    if (key === Symbol.toPrimitive) return (hint) => (hint === "number" ? NaN : `‹${path}›`);
    if (key === Symbol.iterator) {
      const { proxy } = this;
      return function* () { for (let i = 0; i < 3; i++) yield proxy[i]; };
    }
    if (typeof key === "symbol") return undefined;
    if (key === "length") return 2;
    const made = standIn(`${path}.${key}`);
    this.put(key, made);
    return made;
  }
  set(target, key, value) {
    const name = `${this.path}.${String(key)}`;
    this.put(key, value);
    record("set", name, [value]);
    if (current && current.queue && runnable(value)) current.queue.push({ name, value });
    return true;
  }
  put(key, value) {
    (this.members || (this.members = new Map())).set(key, value);
  }
  has() { return true; }
  // What the bundler makes of a module has the module's prototype, which so
  // has to answer too; that of the prototype is null, where a search ends.
  getPrototypeOf() {
    const { proxy } = this;
    return this.prototype || (this.prototype = new Proxy({}, { get: (target, key) => proxy[key], has: () => true, getPrototypeOf: () => null }));
  }
  apply(target, self, args) { return handed("call", this.path, args, `${this.path}()`); }
  construct(target, args) { return handed("new", this.path, args, `new ${this.path}`); }
}

function handed(kind, path, args, result) {
  record(kind, path, args);
  if (current && current.queue)
    for (let i = 0; i < args.length; i++) collect(`${path}#${i}`, args[i], 0);
  return standIn(result);
}

const runnable = (v) => (typeof v === "function" && !isStandIn(v)) || isElement(v);

/** Queues the functions and elements in an argument. */
function collect(name, value, depth) {
  if (runnable(value)) current.queue.push({ name, value });
  else if (depth < 2 && plain(value))
    for (const key of Object.keys(value)) collect(`${name}.${key}`, value[key], depth + 1);
}

const plain = (v) => v !== null && typeof v === "object" && !isStandIn(v) && !v[type] && !isElement(v) && (Array.isArray(v) || Object.getPrototypeOf(v) === Object.prototype || Object.getPrototypeOf(v) === null);

// Elements and values as data.

const type = Symbol.for("clerkctl.type");
const Fragment = Symbol("Fragment");
const element = Symbol("element");
const isElement = (v) => v !== null && typeof v === "object" && v[element] === true;

function createElement(kind, props, ...children) {
  const given = {};
  let key = null;
  for (const name of Object.keys(props || {})) {
    if (name === "key") key = props[name];
    else given[name] = props[name];
  }
  if (children.length === 1) given.children = children[0];
  else if (children.length > 1) given.children = children;
  if (kind && !isStandIn(kind) && kind.defaultProps)
    for (const name of Object.keys(kind.defaultProps)) if (given[name] === undefined) given[name] = kind.defaultProps[name];
  return { [element]: true, type: kind, props: given, key };
}

function nameOf(kind) {
  if (typeof kind === "string") return kind;
  if (kind === Fragment) return "";
  if (isStandIn(kind)) return `‹${paths.get(kind)}›`;
  if (kind && kind[type]) return kind[type];
  if (kind && kind.displayName && typeof kind.displayName === "string") return kind.displayName;
  if (typeof kind === "function") return kind.name || "anonymous";
  return "?";
}

/** Marks the components that the tables of the migration are about. */
const ofSDK = (kind) => kind && !isStandIn(kind) && (kind[type] || kind.displayName && kind.displayName === within);

/** The SDK's component whose own drawing is under way: it is made of one of its name. */
let within = "";

/** A value as JSON that two runs agree on. */
function show(v, depth = 0) {
  switch (typeof v) {
    case "undefined": return { $: "undefined" };
    case "string": case "boolean": return v;
    case "number": return Number.isFinite(v) ? v : { $: String(v) };
    case "bigint": return { $: `${v}n` };
    case "symbol": return { $: String(v) };
  }
  if (v === null) return null;
  if (isStandIn(v)) return { $: `‹${paths.get(v)}›` };
  if (v[type]) return typeof v === "function" ? { $: v[type] } : { $: v[type] + (v.id ? ` ${v.id}` : "") };
  if (typeof v === "function") return { $: "function" };
  if (v instanceof Date) return { $: `date ${isNaN(v) ? "invalid" : v.toISOString()}` };
  if (v instanceof Error) return { $: `${v.name}: ${v.message}` };
  if (v instanceof RegExp) return { $: String(v) };
  if (v instanceof Promise) return { $: "promise" };
  if (v === pending) return { $: "pending" };
  if (around.includes(v) || depth > 8 || ++shown > limits.nodes) return { $: "…" };
  around.push(v);
  try {
    return showObject(v, depth + 1);
  } finally {
    around.pop();
  }
}
let shown = 0;
const around = []; // the objects that the one which is shown is in

function showObject(v, depth) {
  if (isElement(v)) return elementOf(v.type, show(v.props, depth));
  if (Array.isArray(v)) return v.map((item) => show(item, depth));
  if (v instanceof Map || v instanceof Set) return { [v instanceof Map ? "$map" : "$set"]: [...v].map((item) => show(item, depth)) };
  const out = {};
  for (const key of Object.keys(v).sort()) {
    const value = v[key];
    if (value !== undefined) out[key] = show(value, depth);
  }
  return out;
}

/** An element as data. */
function elementOf(kind, props) {
  const out = { $element: nameOf(kind) };
  if (ofSDK(kind)) out.$sdk = true;
  out.props = props;
  return out;
}

// Rendering.

let component = null; // the one that is rendered now
const contexts = new Map();

/** The slots of a component's hooks, which survive its renders. */
function slot(make) {
  const c = component;
  if (!c) return make();
  const i = c.at++;
  if (i === c.slots.length) c.slots.push(make());
  return c.slots[i];
}

/** What a tree of one unit keeps between renders. */
function newTree() {
  return { slots: new Map(), effects: [], handlers: [], refs: [], dirty: false, ran: new Set() };
}
let tree = null;

function render(node, path, depth) {
  if (depth > limits.depth || ++shown > limits.nodes) return { $: "…" };
  if (node === null || node === undefined || typeof node === "boolean") return null;
  if (Array.isArray(node)) return node.map((n, i) => render(n, `${path}/${i}`, depth + 1)).filter((n) => n !== null);
  if (isElement(node)) return renderElement(node, path, depth);
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (isPromise(node)) return { $: "promise" };
  // A function by the name of a component that gives something else.
  if (plain(node)) for (const name of Object.keys(node)) if (typeof node[name] === "function" && !isStandIn(node[name])) tree.handlers.push({ path: `${path}.${name}`, f: node[name] });
  return show(node);
}

function renderElement({ type: kind, props, key }, path, depth) {
  if (kind && !isStandIn(kind) && kind.wrapped) {
    const real = kind.wrapped();
    return real ? renderElement({ type: real, props, key }, path, depth + 1) : null;
  }
  const name = nameOf(kind);
  path = `${path}>${name}${key === null ? "" : `[${String(key)}]`}`;
  if (kind === Fragment) return render(props.children, path, depth + 1);
  const stub = isStandIn(kind);
  if (!stub && kind && kind.provider) {
    const before = contexts.get(kind.provider);
    contexts.set(kind.provider, props.value);
    const out = { $context: show(props.value), children: render(props.children, path, depth + 1) };
    contexts.set(kind.provider, before);
    return out;
  }
  if (!stub && kind && kind.consumer) {
    const value = contexts.has(kind.consumer) ? contexts.get(kind.consumer) : kind.consumer.initial;
    return typeof props.children === "function" ? render(props.children(value), path, depth + 1) : null;
  }
  const { children } = props;
  const out = elementOf(kind, propsOf(props, path, depth));
  if (key !== null) out.key = show(key);
  if (typeof kind === "string" || stub) {
    if (typeof children === "function" && !isStandIn(children)) tree.handlers.push({ path: `${path}.children`, f: children });
    else out.children = render(children, path, depth + 1);
    return out;
  }
  if (kind && kind[type]) {
    // A component of the SDK is compared by its props, and by what it does.
    if (typeof children !== "function") out.props.children = children === undefined ? undefined : { $: "children" };
  }
  const done = frame("component", name, () => {
    const drawn = renderComponent(kind, props, path);
    const outer = within;
    within = kind[type] || "";
    try {
      return { $rendered: render(drawn, path, depth + 1) };
    } finally {
      within = outer;
    }
  });
  for (const { name: what, value } of done.queue || []) tree.handlers.push({ path: what, f: value });
  delete done.queue;
  out.drawn = done.threw ? { $threw: done.threw } : done.result ? done.result.$rendered : null;
  delete done.result;
  return out;
}

/** The props as data, without the children. Functions among them are called later. */
function propsOf(props, path, depth) {
  const out = {};
  for (const name of Object.keys(props).sort()) {
    const value = props[name];
    if (value === undefined || name === "children") continue;
    if (typeof value === "function" && !isStandIn(value)) tree.handlers.push({ path: `${path}.${name}`, f: value });
    if (isElement(value)) out[name] = render(value, `${path}.${name}`, depth + 1);
    else out[name] = show(value);
    if (name === "ref" && value && typeof value === "object" && "current" in value) tree.refs.push({ ref: value, path });
  }
  return out;
}

function renderComponent(kind, props, path) {
  if (kind && kind.forwarded) return withSlots(path, () => kind.forwarded(props, props.ref || null));
  if (typeof kind !== "function") throw new TypeError("Element type is invalid");
  if (kind.prototype && kind.prototype.isReactComponent) return renderClass(kind, props, path);
  const drawn = withSlots(path, () => kind(props));
  if (isPromise(drawn)) {
    tree.handlers.push({ path: `${path}()`, f: () => drawn, draws: true });
    return null;
  }
  return drawn;
}

function withSlots(path, f) {
  const outer = component;
  if (!tree.slots.has(path)) tree.slots.set(path, []);
  component = { slots: tree.slots.get(path), at: 0, path, tree };
  try {
    return f();
  } finally {
    component = outer;
  }
}

function renderClass(Kind, props, path) {
  const kept = tree;
  let instance = tree.slots.get(path);
  if (!instance) {
    instance = new Kind(props, {});
    instance.props = props;
    if (Kind.contextType) instance.context = contexts.has(Kind.contextType) ? contexts.get(Kind.contextType) : Kind.contextType.initial;
    instance.refs = instance.refs || {};
    tree.slots.set(path, instance);
    instance.setState = (change, done) => {
      const next = typeof change === "function" ? change(instance.state, instance.props) : change;
      if (next) instance.state = Object.assign({}, instance.state, next);
      kept.dirty = true;
      if (done) done();
    };
    instance.forceUpdate = () => { kept.dirty = true; };
    if (instance.componentDidMount) effect(() => instance.componentDidMount(), `${path}.componentDidMount`);
    if (instance.componentWillUnmount) effect(() => () => instance.componentWillUnmount(), `${path}.componentWillUnmount`);
  } else {
    instance.props = props;
    if (instance.componentDidUpdate) effect(() => { instance.componentDidUpdate(props, instance.state); }, `${path}.componentDidUpdate`);
  }
  if (Kind.getDerivedStateFromProps) instance.state = Object.assign({}, instance.state, Kind.getDerivedStateFromProps(props, instance.state));
  return instance.render();
}

function effect(f, path) {
  if (!tree) return;
  const name = path || (component ? component.path : "");
  tree.effects.push({ f, path: name });
}

const event = (path) => standIn("event");

/** Lets half a minute pass, in a frame of its own where anything happens. */
const timers = () => laterFrame("timers", "", () => new Promise((r) => setTimeout(r, 30_000)), own);

/** Renders an element, runs its effects and handlers, and does so again while they change its state. */
async function mount(made, node) {
  const outer = tree;
  const mine = (tree = newTree());
  const cleanups = [];
  for (let pass = 0; pass < limits.passes; pass++) {
    mine.dirty = false;
    mine.effects = [];
    mine.handlers = [];
    tree = mine;
    current = made;
    const drawn = frame("render", String(pass), () => render(node, "", 0));
    delete drawn.queue;
    for (const { ref, path } of mine.refs) ref.current = ref.current === null ? standIn(`node ${path}`) : ref.current;
    for (const { f, path } of mine.effects) {
      const done = await laterFrame("effect", path, f);
      if (typeof done.result === "function" && !isStandIn(done.result)) cleanups.push({ path, f: done.result });
      delete done.result;
    }
    await timers();
    for (const { path, f, draws } of mine.handlers) {
      if (mine.ran.size > limits.handlers) { root.cut = true; break; }
      // Each is called once a state that its tree has been in.
      const id = `${pass} ${path}`;
      if (pass > 0 && isElement(f) && mine.ran.has(`${pass - 1} ${path}`)) continue;
      mine.ran.add(id);
      if (isElement(f)) {
        await laterFrame("element", path, (inner) => mount(inner, f), own);
        continue;
      }
      const done = await laterFrame("handler", path, () => (/[a-z]\.children$|^[^>]*#/.test(path) ? f(standIn(`${path}(0)`), standIn(`${path}(1)`)) : f(event(path), standIn(`${path}(1)`))));
      const result = done.result;
      done.result = show(result);
      if (isElement(result) || draws) {
        tree = mine;
        await laterFrame("drawn", path, (inner) => mount(inner, result), own);
      }
      tree = mine;
    }
    await timers();
    tree = mine;
    if (!mine.dirty) break;
  }
  current = made;
  for (const { path, f } of cleanups) {
    tree = mine;
    const done = await laterFrame("cleanup", path, f);
    delete done.result;
  }
  tree = outer;
  return undefined;
}

// Exercising what a module exports.

const loaders = /^(getServerSideProps|getStaticProps|getStaticPaths|getInitialProps|loader|action|middleware)$/;
const isComponent = (name, f) => /^[A-Z]/.test(f.displayName || f.name || "") || /^(default|.*\.default)$/.test(name) && !/^[a-z]/.test(f.name || "Default");
const isHook = (name, f) => /^use[A-Z]/.test(f.name) || /(^|\.)use[A-Z]\w*$/.test(name);
const isObjectComponent = (v) => v !== null && typeof v === "object" && (v.wrapped || v.forwarded);
const isClass = (f) => typeof f === "function" && /^class[\s{]/.test(Function.prototype.toString.call(f));

async function exercise(name, value, depth) {
  if (depth > 4) return;
  if (isElement(value)) {
    await laterFrame("element", name, (made) => mount(made, value), own);
    return;
  }
  if (isStandIn(value) || (value && value[type]) || host.isGiven(value)) return;
  if (isObjectComponent(value)) {
    await laterFrame("element", name, (made) => mount(made, createElement(value, propsFor(name))), own);
    return;
  }
  if (typeof value === "function") return exerciseFunction(name, value, depth);
  if (plain(value)) {
    for (const key of Object.keys(value).sort()) await exercise(`${name}.${key}`, value[key], depth + 1);
  }
}

const propsFor = (name) => ({ children: standIn(`${name}.children`), ...propNames(name) });
const propNames = () => ({});

/** Props of a component that nobody has given any: whatever it asks for is there. */
const anyProps = () => {
  const given = standIn("props");
  return new Proxy({}, {
    get: (target, key) => (typeof key === "symbol" || key === "key" || key === "ref" ? undefined : given[key]),
    has: () => true,
  });
};

async function exerciseFunction(name, f, depth) {
  if (f.prototype && f.prototype.isReactComponent || isComponent(name, f) && !isClass(f)) {
    await laterFrame("element", name, (made) => mount(made, { [element]: true, type: f, props: anyProps(), key: null }), own);
  } else if (isHook(name, f)) {
    await laterFrame("hook", name, async (made) => {
      let result;
      const Probe = () => { result = f(standIn(`${name}(0)`), standIn(`${name}(1)`)); return null; };
      await mount(made, createElement(Probe));
      made.events.push({ kind: "returns", name, args: [show(result)] });
      await members(name, result, depth);
    }, own);
  } else if (isClass(f)) {
    await laterFrame("class", name, async (made) => {
      const object = new f(standIn(`${name}(0)`), standIn(`${name}(1)`));
      for (const key of Object.getOwnPropertyNames(f.prototype)) {
        if (key !== "constructor" && typeof object[key] === "function") await exercise(`${name}.${key}`, (...args) => object[key](...args), depth + 1);
      }
    }, own);
  } else {
    const done = await laterFrame("call", name, () => f(...[0, 1, 2].map((i) => standIn(`${name}(${i})`))));
    const result = done.result;
    done.result = show(result);
    if (isElement(result) || typeof result === "function") await exercise(`${name}()`, result, depth + 1);
  }
  for (const key of Object.keys(f).sort()) {
    if (typeof f[key] === "function" && !f[type] && key !== "contextType") await exercise(`${name}.${key}`, f[key], depth + 1);
  }
}

async function members(name, result, depth) {
  if (typeof result === "function") return exercise(`${name}()`, result, depth + 1);
  if (!plain(result)) return;
  for (const key of Object.keys(result)) {
    if (typeof result[key] === "function" && !isStandIn(result[key])) await exercise(`${name}().${key}`, result[key], depth + 1);
  }
}

// What the module's own text calls.

const probe = (n) => { if (root) root.probes.add(n); };
/** What a variable of an edited declaration holds. */
const value = (name, held) => {
  if (current) (current.values = current.values || {})[name] = show(held);
};
const masked = (n) => standIn(`masked ${n}`);

/** The innermost of some components, or of what higher-order ones have made, that what is rendered now is below. */
const below = (...names) => {
  const path = component ? component.path.split(/[>/[.]/).map((part) => part.replace(/\(.*/, "")) : [];
  return path.reverse().find((part) => names.includes(part));
};

/** Something that a run cannot show makes its unit doubtful. */
const doubt = (reason) => { if (root) root.doubt = root.doubt || reason; };

const units = [];
function unit(name) {
  root = { name, frame: null, probes: new Set() };
  units.push(root);
  return (root.frame = current = { kind: "unit", name, events: [], queue: [] });
}

/** Exercises a module, whose loading has been the first unit, and tells what it did. */
async function run(module) {
  const loading = units[0];
  await drain(loading.frame);
  for (const name of Object.keys(module).sort()) {
    const made = unit(name);
    frames = 0;
    const value = module[name];
    if (!runnable(value) && !isObjectComponent(value)) made.events.push({ kind: "value", name, args: [show(value)] });
    await exercise(name, value, 0);
    await drain(made);
  }
  return units.map(({ name, frame, probes, threw, broke, cut, doubt }) => ({ name, frame, threw: threw || "", broke: broke || "", cut: !!cut, doubt: doubt || "", probes: [...probes] }));
}

const Masked = ({ n }) => masked(n);

Object.assign(host, { Masked, scenario, record, standIn, createElement, Fragment, effect, probe, value, masked, below, doubt, run, slot, contexts, isElement,
  component: () => component, tree: () => tree, dirty: (t) => { t.dirty = true; } });
unit("load");
