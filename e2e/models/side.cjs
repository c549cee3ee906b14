// Renders each case with one side: node side.cjs LINE SCENARIO real|model MODELS
// prints, for each, what was drawn and thrown and which calls were made.

const { join } = require('path');
const { createRequire } = require('module');

const [line, scenario, side, models] = process.argv.slice(2);
// The packages are beside this file.
const load = createRequire(__filename);
const { JSDOM, VirtualConsole } = load('jsdom');

const dom = new JSDOM('<!doctype html><body></body>', { url: 'https://app.example.com/page', virtualConsole: new VirtualConsole() });
Object.assign(globalThis, { window: dom.window, document: dom.window.document, navigator: dom.window.navigator });
process.env.NEXT_PUBLIC_CLERK_FRONTEND_API = 'clerk.example.com';
process.env.NODE_ENV = 'production';
console.error = () => {};

const React = load('react');
const ReactDOM = load('react-dom');
const h = React.createElement;
const type = Symbol.for('clerkctl.type');

let log = [];

/** What a recorded argument is written as. */
function plain(value) {
  if (typeof value === 'function') return '<function>';
  if (value === undefined) return '<undefined>';
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof dom.window.Node || value[type] === 'Node') return '<node>';
  if (value[type]) return `<${value[type]} ${value.id}>`;
  if (Array.isArray(value)) return value.map(plain);
  // The provider's options hold its children, which nobody reads there.
  return Object.fromEntries(Object.entries(value).filter(([k]) => k !== 'children').sort().map(([k, v]) => [k, plain(v)]));
}

/** An argument that is undefined at the end is one that is not given. */
function record(kind, name, args) {
  const given = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
  log.push([kind, name, ...given.map(plain)]);
}

globalThis.__twin = {
  scenario,
  record,
  createElement: h,
  Fragment: React.Fragment,
  effect: (f) => React.useEffect(f, []),
  below: () => undefined,
  doubt: () => {},
  standIn: (name) => new Proxy({}, { get: (_, member) => (typeof member === 'string' && member !== 'toJSON' ? () => `${name}.${member}` : undefined) }),
};

const model = (specifier) => load(join(models, `${line}/${specifier}.js`));
const clerk = model('clerk').clerk();

/**
 * The Clerk object that the real packages construct and load: it knows who is
 * signed in, and anything else that is asked of it is a method that is recorded.
 */
class FakeClerk {
  constructor(frontendApi) {
    const state = { frontendApi, isReady: () => false };
    let listening = false;
    const known = () => ({ client: clerk.client, session: clerk.session, user: clerk.user });
    state.load = (options) => {
      record('call', 'Clerk.load', [options]);
      if (scenario === 'loading') return new Promise(() => {});
      Object.assign(state, known());
      return Promise.resolve();
    };
    state.addListener = (listener) => {
      // The first is the provider's own.
      if (listening) record('call', 'Clerk.addListener', [listener]);
      listening = true;
      if (scenario !== 'loading') listener(known());
      return () => {};
    };
    return new Proxy(state, {
      get: (_, name) => {
        if (name in state || typeof name === 'symbol' || ['then', 'client', 'session', 'user', '__unstable__environment'].includes(name)) return state[name];
        return async (...args) => record('call', `Clerk.${name}`, args);
      },
    });
  }
}

class Boundary extends React.Component {
  constructor(props) {
    super(props);
    this.state = { error: null };
  }
  static getDerivedStateFromError(error) {
    return { error };
  }
  render() {
    return this.state.error ? h('output', null, this.state.error.message) : this.props.children;
  }
}

/** Lets everything happen that waits for a turn; turns and not time, on a machine that is busy. */
async function flush() {
  for (let turn = 0; turn < 12; turn++) await new Promise((done) => setTimeout(done, 1));
}

/** What one element draws, calls and throws, its buttons clicked, until it is gone. */
async function run(element) {
  log = [];
  document.title = '';
  const container = document.body.appendChild(document.createElement('main'));
  ReactDOM.render(element, container);
  await flush();
  const drawn = container.innerHTML;
  for (const one of container.querySelectorAll('button')) one.click();
  await flush();
  ReactDOM.unmountComponentAtNode(container);
  await flush();
  container.remove();
  // The real provider loads Clerk, and what it holds is mounted after that.
  const loads = ([, name]) => name === 'Clerk.load';
  const calls = [...log.filter(loads), ...log.filter((call) => !loads(call))];
  return { drawn, title: document.title, calls: calls.map((call) => JSON.stringify(call)) };
}

/** The members of each kind of object that the models have, by its type's name. */
async function members() {
  const found = {};
  const visit = (value) => {
    if (!value || typeof value !== 'object') return;
    const name = value[type];
    if (name && found[name]) return;
    if (name) found[name] = Object.keys(value).sort();
    if (name || Array.isArray(value)) Object.values(value).forEach(visit);
  };
  visit(clerk);
  for (const resource of [clerk.user, clerk.client && clerk.client.signIn]) {
    for (const method of ['getSessions', 'createMagicLinkFlow']) {
      if (resource && resource[method]) visit(await resource[method]());
    }
  }
  return found;
}

async function main() {
  const { cases } = load('./cases.cjs');
  const real = side === 'real';
  const sdk = real ? load('@clerk/clerk-react') : model('@clerk/clerk-react');
  const next = real ? load('@clerk/nextjs') : model('@clerk/nextjs');
  const given = { frontendApi: 'clerk.example.com', Clerk: FakeClerk };
  const results = {};
  for (const [name, { element, lines, component }] of Object.entries(cases)) {
    if (!lines.includes(line)) continue;
    const Case = () => element(sdk);
    results[name] = await run(h(sdk.ClerkProvider, given, h(Boundary, null, component ? h(Case) : element(sdk))));
  }
  const options = { navigate: () => undefined, polling: false, authVersion: 2 };
  results.ClerkProvider = await run(h(Boundary, null, h(sdk.ClerkProvider, { ...given, ...options }, h('b'))));
  const { RouterContext } = load('next/dist/shared/lib/router-context');
  const router = { push: (to) => record('call', 'Router.push', [to]) };
  for (const [name, props] of Object.entries({
    'ClerkProvider of Next.js': { ...options },
    'ClerkProvider of Next.js, navigating': { theme: {}, frontendApi: 'own.example.com' },
    'ClerkProvider of Next.js, server state': { __clerk_ssr_state: null },
  })) {
    results[name] = await run(h(RouterContext.Provider, { value: router }, h(Boundary, null, h(next.ClerkProvider, { Clerk: FakeClerk, ...props }, h('b')))));
  }
  const specifiers = ['@clerk/clerk-react', '@clerk/nextjs', '@clerk/nextjs/api', '@clerk/nextjs/edge', '@clerk/clerk-sdk-node', ...(line === 'next' ? ['@clerk/nextjs/ssr'] : [])];
  process.env.CLERK_API_KEY = 'test_key';
  const exported = {};
  for (const specifier of specifiers) {
    exported[specifier] = Object.keys(real ? load(specifier) : model(specifier)).filter((name) => name !== '__esModule').sort();
  }
  process.stdout.write(JSON.stringify({ results, exported, members: await members() }), () => process.exit(0));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
