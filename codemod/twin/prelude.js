// What a module finds besides ECMAScript: a console that is captured, timers
// that pass without waiting, a few small things of every host, and stand-ins
// for packages. The functions that the host calls are taken before any module
// can replace what they stand on.
(() => {
  "use strict";
  const host = globalThis.__host;
  delete globalThis.__host;
  const { parse, stringify } = JSON;
  const { apply, getPrototypeOf } = Reflect;
  const StringOf = String;
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const { late } = host;

  // shown is an error's text and its stack, "\0" between them.
  const shown = (e) => {
    if (e === null || typeof e !== "object" || typeof e.message !== "string") return show(e) + "\0";
    const name = typeof e.name === "string" ? e.name : "Error";
    return (e.message ? name + ": " + e.message : name) + "\0" + (typeof e.stack === "string" ? e.stack : "");
  };
  const show = (v) => {
    if (typeof v === "string") return v;
    if (typeof v === "function") return "[function " + (v.name || "") + "]";
    if (v instanceof Error) return v.name + ": " + v.message;
    if (v !== null && typeof v === "object") {
      try {
        const s = stringify(v);
        if (s !== undefined) return s;
      } catch {}
      return "[object]";
    }
    return StringOf(v);
  };

  const console = {};
  for (const level of ["log", "info", "warn", "error", "debug", "trace"])
    console[level] = (...args) => host.print(level, args.map(show).join(" "));
  console.assert = (ok, ...args) => { if (!ok) console.error("Assertion failed", ...args); };
  for (const name of ["group", "groupCollapsed", "groupEnd", "time", "timeEnd", "timeLog", "count", "table", "dir"])
    console[name] = () => {};
  define("console", console);

  // Timers in the order of their time; those of one time as they were set.
  let timers = [], number = 0, clock = 0;
  const add = (f, delay, args, every) => {
    if (typeof f !== "function") throw new TypeError("a timer needs a function");
    delay = Math.max(every ? 1 : 0, Number(delay) || 0);
    const timer = { id: ++number, at: clock + delay, f, args, every: every ? delay : 0 };
    insert(timer);
    return timer.id;
  };
  const insert = (timer) => {
    let i = timers.length;
    while (i > 0 && timers[i - 1].at > timer.at) i--;
    timers.splice(i, 0, timer);
  };
  const clear = (id) => { timers = timers.filter((t) => t.id !== id); };
  define("setTimeout", (f, delay, ...args) => add(f, delay, args, false));
  define("setInterval", (f, delay, ...args) => add(f, delay, args, true));
  define("setImmediate", (f, ...args) => add(f, 0, args, false));
  define("clearTimeout", clear);
  define("clearInterval", clear);
  define("clearImmediate", clear);
  define("queueMicrotask", (f) => { Promise.resolve().then(f); });
  // turn runs the timer that is due next.
  const turn = () => {
    const timer = timers.shift();
    if (!timer) return false;
    host.pass(timer.at - clock);
    clock = timer.at;
    if (timer.every) { timer.at += timer.every; insert(timer); }
    apply(timer.f, undefined, timer.args);
    return true;
  };

  if (!Symbol.asyncIterator) Object.defineProperty(Symbol, "asyncIterator", { value: Symbol("Symbol.asyncIterator") });

  late("TextEncoder", () => class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(text = "") {
      const bytes = [];
      for (const c of String(text)) {
        let n = c.codePointAt(0);
        if (n >= 0xd800 && n <= 0xdfff) n = 0xfffd;
        if (n < 0x80) bytes.push(n);
        else if (n < 0x800) bytes.push(0xc0 | n >> 6, 0x80 | n & 63);
        else if (n < 0x10000) bytes.push(0xe0 | n >> 12, 0x80 | n >> 6 & 63, 0x80 | n & 63);
        else bytes.push(0xf0 | n >> 18, 0x80 | n >> 12 & 63, 0x80 | n >> 6 & 63, 0x80 | n & 63);
      }
      return Uint8Array.from(bytes);
    }
  });
  late("TextDecoder", () => class TextDecoder {
    get encoding() { return "utf-8"; }
    decode(bytes = []) {
      let s = "";
      for (const b of new Uint8Array(bytes.buffer || bytes)) s += "%" + (b < 16 ? "0" : "") + b.toString(16);
      try { return decodeURIComponent(s); } catch { return unescape(s); }
    }
  });

  let urls;
  const urlsOf = () => urls || (urls = makeURLs());
  late("URLSearchParams", () => urlsOf().URLSearchParams);
  late("URL", () => urlsOf().URL);
  const makeURLs = () => {
    const decode = (s) => { try { return decodeURIComponent(s.replace(/\+/g, " ")); } catch { return s; } };
    const encode = (s) => encodeURIComponent(s).replace(/%20/g, "+").replace(/[!'()~]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
    class URLSearchParams {
      constructor(init = "") {
        this.pairs = [];
        this.changed = () => {};
        if (typeof init === "string") this.read(init);
        else for (const [k, v] of init[Symbol.iterator] ? init : Object.entries(init)) this.pairs.push([String(k), String(v)]);
        for (const hidden of ["pairs", "changed"]) Object.defineProperty(this, hidden, { enumerable: false });
      }
      read(text) {
        this.pairs = text.replace(/^\?/, "").split("&").filter(Boolean).map((part) => {
          const i = part.indexOf("=");
          return i < 0 ? [decode(part), ""] : [decode(part.slice(0, i)), decode(part.slice(i + 1))];
        });
      }
      get(k) { const p = this.pairs.find((p) => p[0] === k); return p ? p[1] : null; }
      getAll(k) { return this.pairs.filter((p) => p[0] === k).map((p) => p[1]); }
      has(k) { return this.pairs.some((p) => p[0] === k); }
      append(k, v) { this.pairs.push([String(k), String(v)]); this.changed(); }
      delete(k) { this.pairs = this.pairs.filter((p) => p[0] !== k); this.changed(); }
      set(k, v) {
        const i = this.pairs.findIndex((p) => p[0] === k);
        if (i < 0) return this.append(k, v);
        this.pairs = this.pairs.filter((p, j) => j <= i || p[0] !== k);
        this.pairs[i] = [String(k), String(v)];
        this.changed();
      }
      sort() { this.pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)); this.changed(); }
      forEach(f) { for (const [k, v] of this.pairs) f(v, k, this); }
      *keys() { for (const p of this.pairs) yield p[0]; }
      *values() { for (const p of this.pairs) yield p[1]; }
      *entries() { for (const p of this.pairs) yield [p[0], p[1]]; }
      [Symbol.iterator]() { return this.entries(); }
      toString() { return this.pairs.map(([k, v]) => encode(k) + "=" + encode(v)).join("&"); }
    }
    const shape = /^([a-z][a-z0-9+.-]*:)\/\/(?:([^\/?#@:]*)(?::([^\/?#@]*))?@)?([^\/?#:]*|\[[^\]]*\])(?::(\d*))?([^?#]*)(\?[^#]*)?(#.*)?$/i;
    const ports = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443" };
    class URL {
      constructor(text, base) {
        text = String(text).trim();
        let m = shape.exec(text);
        if (!m && base !== undefined) {
          const b = base instanceof URL ? base : new URL(base);
          const rest = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(text);
          if (text.startsWith("//")) m = shape.exec(b.protocol + text);
          else if (rest && !/^[a-z][a-z0-9+.-]*:/i.test(text)) {
            const path = rest[1] === "" ? b.pathname : rest[1][0] === "/" ? rest[1] : b.pathname.replace(/[^\/]*$/, "") + rest[1];
            m = shape.exec(b.href.slice(0, b.href.indexOf(b.host, b.protocol.length + 2)) + b.host + path + (rest[2] || (rest[1] === "" ? b.search : "")) + (rest[3] || ""));
          }
        }
        if (!m) throw new TypeError("Invalid URL");
        this.protocol = m[1].toLowerCase();
        this.username = m[2] || "";
        this.password = m[3] || "";
        this.hostname = m[4].toLowerCase();
        this.port = m[5] && m[5] !== ports[this.protocol] ? m[5] : "";
        const parts = [];
        const all = (m[6] || "/").split("/").slice(1);
        all.forEach((part, i) => {
          if (part === "..") { parts.pop(); if (i === all.length - 1) parts.push(""); }
          else if (part === ".") { if (i === all.length - 1) parts.push(""); }
          else parts.push(part.replace(/[ "<>`{}]|[^\x00-\x7f]+/g, encodeURIComponent));
        });
        this.pathname = "/" + parts.join("/");
        this.hash = m[8] && m[8] !== "#" ? m[8] : "";
        this.searchParams = new URLSearchParams(m[7] || "");
        this.query = m[7] && m[7] !== "?" ? m[7].replace(/[ "<>]|[^\x00-\x7f]+/g, encodeURIComponent) : "";
        this.searchParams.changed = () => { const s = this.searchParams.toString(); this.query = s && "?" + s; };
        Object.defineProperty(this, "query", { enumerable: false });
        Object.defineProperty(this, "searchParams", { enumerable: false });
      }
      get search() { return this.query; }
      set search(s) { s = String(s); this.query = s && s[0] !== "?" ? "?" + s : s; this.searchParams.read(s); }
      get host() { return this.hostname + (this.port && ":" + this.port); }
      get origin() { return this.protocol in ports ? this.protocol + "//" + this.host : "null"; }
      get href() {
        const user = this.username && this.username + (this.password && ":" + this.password) + "@";
        return this.protocol + "//" + user + this.host + this.pathname + this.search + this.hash;
      }
      toString() { return this.href; }
      toJSON() { return this.href; }
    }
    return { URL, URLSearchParams };
  };

  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  late("btoa", () => (text) => {
    let out = "", bits = 0, n = 0;
    for (const c of String(text)) {
      const code = c.charCodeAt(0);
      if (code > 255) throw new RangeError("btoa: a character beyond Latin-1");
      bits = (bits << 8 | code) & 0xffff;
      for (n += 8; n >= 6; ) out += digits[bits >> (n -= 6) & 63];
    }
    if (n > 0) out += digits[bits << (6 - n) & 63];
    return out + "===".slice((out.length + 3) % 4);
  });
  late("atob", () => (text) => {
    let out = "", bits = 0, n = 0;
    for (const c of String(text).replace(/=+$/, "").replace(/\s/g, "")) {
      const d = digits.indexOf(c);
      if (d < 0) throw new RangeError("atob: not base64");
      bits = (bits << 6 | d) & 0xffff;
      if ((n += 6) >= 8) out += String.fromCharCode(bits >> (n -= 8) & 255);
    }
    return out;
  });

  // A stand-in is whatever is asked of it: a function, a constructor, a member
  // of any name. What it returns is a stand-in that knows how it came about.
  const standIn = (path) => {
    const members = new Map();
    // What the bundler makes of a module has the module's prototype, which so
    // has to answer too; that of the prototype is null, where a search ends.
    const prototype = new Proxy({}, { get: (target, key) => proxy[key], has: () => true, getPrototypeOf: () => null });
    const proxy = new Proxy(function () {}, {
      get(target, key) {
        if (key === "__esModule") return true;
        if (key === "__path") return path;
        if (key === "then" || key === "toJSON") return undefined;
        if (key === "prototype") return target.prototype;
        if (key === Symbol.toPrimitive) return () => "[" + path + "]";
        if (key === Symbol.iterator) return function* () {};
        if (typeof key === "symbol") return undefined;
        if (!members.has(key)) members.set(key, standIn(path + "." + key));
        return members.get(key);
      },
      set(target, key, value) { members.set(key, value); return true; },
      has: () => true,
      getPrototypeOf: () => prototype,
      apply: (target, self, args) => { twin.record("call", path, args); return standIn(path + "()"); },
      construct: (target, args) => { twin.record("new", path, args); return standIn("new " + path); },
    });
    return proxy;
  };
  const twin = {
    args: host.args.map((text) => parse(text)),
    log: [],
    record: (kind, name, args) => { twin.log.push({ kind, name, args: [...args] }); },
    standIn,
    late,
  };
  define("__twin", twin);

  host.take(
    (entry, name, ...args) => {
      const f = entry === undefined ? undefined : entry[name];
      if (typeof f !== "function") throw new TypeError("the module exports no function " + name);
      return apply(f, undefined, args.map((text) => parse(text)));
    },
    (v) => stringify(v),
    shown,
    turn,
  );
})();
