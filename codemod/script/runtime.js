// What runs beside a module of rules: it says what the module exports, makes
// nodes of what is sent of a file, visits them, and collects what is reported.
//
// It shares its world with the rules and trusts nothing that it hands back:
// whoever reads the answer checks it.
const MAX_FINDINGS = 10000;
const { create, freeze } = Object;

// described is a rule as JSON can say it. What its members may be is checked
// where it is read.
const described = (value) => {
  if (value === null || typeof value !== "object") throw new TypeError("a rule is an object, not " + kindOf(value));
  const out = {};
  for (const key of Object.keys(value)) {
    if (key === "visit") {
      if (value.visit === null || typeof value.visit !== "object") throw new TypeError("visit is an object of functions");
      out.visit = Object.keys(value.visit).map((name) => [name, typeof value.visit[name]]);
    } else out[key] = value[key];
  }
  return out;
};

const kindOf = (v) => (v === null ? "null" : Array.isArray(v) ? "a list" : v === undefined ? "nothing" : "a " + typeof v);

const exported = (module) => {
  const value = module.default;
  if (value === undefined) throw new TypeError("has no default export: export default rule({ … }) or table({ … }); what only helps other modules goes into a folder, or has a name that begins with _");
  return Array.isArray(value) ? value : [value];
};

export const start = (module, kinds) => {
  let rules;
  const protos = kinds.map((kind) => proto(kind));
  return {
    // describe is what the module exports.
    describe: () => {
      rules = exported(module);
      return rules.map(described);
    },
    // check runs some of the rules over a file. With one rule alone its error
    // is thrown, so that it is known where it comes from.
    check: (view, which, alone) => {
      rules = rules || exported(module);
      const file = open(view, kinds, protos);
      const runs = which.map((i) => run(file, rules[i]));
      walk(file, runs, alone);
      return runs.map((r) => (r.failed ? { failed: true } : { findings: r.findings }));
    },
  };
};

// proto has what all nodes of a kind share. Members are looked up when they are
// asked for: most of a file is never asked about. A node itself holds nothing
// but its file and its place in the list.
const proto = (kind) => {
  const members = {
    type: { value: kind.name, enumerable: true },
    range: { get() { const entry = this.$file.entry(this.$index); return [entry[1], entry[2]]; }, enumerable: true },
    parent: { get() { return this.$file.node(this.$file.entry(this.$index)[3]); } },
    loc: { get() { const entry = this.$file.entry(this.$index); return { start: this.$file.place(entry[1]), end: this.$file.place(entry[2]) }; } },
    toJSON: {
      value() {
        const out = { type: kind.name, range: this.range };
        for (const [name] of kind.fields) out[name] = this[name];
        return out;
      },
    },
  };
  kind.fields.forEach(([name, mode], k) => {
    members[name] = {
      enumerable: true,
      get() {
        const value = this.$file.entry(this.$index)[4 + k];
        return mode === 0 ? value : mode === 1 ? this.$file.node(value) : this.$file.list(this.$index + " " + k, value);
      },
    };
  });
  return create({}, members);
};

// open makes a file of what was sent.
const open = (view, kinds, protos) => {
  const { text } = view;
  // Lines are read when their nodes are asked for.
  const nodes = view.nodes.split("\n");
  const made = new Array(nodes.length), lists = {};
  let last = -1, entry;
  const file = {
    view, text, kinds,
    count: nodes.length,
    kind: (i) => view.kinds.charCodeAt(i) - 32,
    // entry is read again for another node: kept, they would fill the memory.
    entry(i) {
      if (i !== last) {
        entry = JSON.parse(nodes[i]);
        last = i;
      }
      return entry;
    },
    names: {}, // the imports that fixes add, by module and name
    node(i) {
      if (i < 0) return null;
      if (made[i]) return made[i];
      const node = create(protos[file.kind(i)]);
      node.$file = file;
      node.$index = i;
      made[i] = node;
      return made[i];
    },
    // list makes nodes of numbers. One list is always the same list.
    list(key, numbers) {
      if (lists[key]) return lists[key];
      const out = [];
      for (let k = 0; k < numbers.length; k++) out[k] = file.node(numbers[k]);
      return (lists[key] = out);
    },
    index(node) {
      if (node === null || typeof node !== "object" || node.$file !== file) throw new TypeError("takes a node of this file, not " + kindOf(node));
      return node.$index;
    },
    place(offset) {
      if (!file.lines) {
        file.lines = [0];
        const breaks = /\r\n?|\n/g;
        while (breaks.exec(text)) file.lines.push(breaks.lastIndex);
      }
      let low = 0, high = file.lines.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (file.lines[middle] <= offset) low = middle;
        else high = middle;
      }
      const mark = low === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
      return { line: low + 1, column: Math.max(0, offset - file.lines[low] - mark) };
    },
  };
  return file;
};

// walk visits all nodes once, for all rules.
const walk = (file, runs, alone) => {
  const { kinds } = file, { ends } = file.view;
  const call = (run, handler, i) => {
    if (run.failed) return;
    try {
      handler.call(run.visit, file.node(i), run.context);
    } catch (e) {
      if (alone) throw e;
      run.failed = true;
    }
  };
  // The visitors of each kind; undefined where there are none.
  const find = (suffix) =>
    kinds.map((kind) => {
      const list = runs.filter((run) => run.visit[kind.name + suffix]);
      return list.length ? list.map((run) => [run, run.visit[kind.name + suffix]]) : undefined;
    });
  const all = (list, i) => {
    for (let k = 0; k < list.length; k++) call(list[k][0], list[k][1], i);
  };
  const enter = find(""), leave = find(":exit");
  const opened = [];
  const close = (before) => {
    while (opened.length && ends[opened[opened.length - 1]] < before) {
      const i = opened.pop();
      all(leave[file.kind(i)], i);
    }
  };
  for (let i = 0; i < file.count; i++) {
    if (opened.length) close(i);
    const kind = file.kind(i);
    if (enter[kind]) all(enter[kind], i);
    if (leave[kind]) opened.push(i);
  }
  close(file.count);
};

const run = (file, rule) => {
  const r = { visit: rule.visit || {}, findings: [], failed: false };
  r.context = context(file, r.findings);
  return r;
};

// rangeOf is the range of a node, or a range itself.
const rangeOf = (at) => {
  const range = Array.isArray(at) ? at : at && at.range;
  if (!Array.isArray(range) || range.length !== 2 || typeof range[0] !== "number" || typeof range[1] !== "number")
    throw new TypeError("takes a node or a range [start, end], not " + kindOf(at));
  return [range[0], range[1]];
};

const textOf = (text) => {
  if (typeof text !== "string") throw new TypeError("the new text is a string, not " + kindOf(text));
  return text;
};

const nameOf = (value, what) => {
  if (typeof value !== "string" || value === "") throw new TypeError(what + " is a string, not " + kindOf(value));
  return value;
};

const context = (file, findings) => {
  const { view, text } = file;
  const specifier = (node, what) => {
    if (!node || !/^Import.*Specifier$/.test(node.type)) throw new TypeError(what + " takes a specifier of an import declaration");
    return file.index(node);
  };
  return freeze({
    filename: view.file,
    source: text,
    get program() { return file.node(0); },
    text: (at) => {
      const [start, end] = rangeOf(at);
      return text.slice(start, end);
    },
    clerk: (node) => view.clerk[file.index(node)] || null,
    imported: (node) => {
      const found = view.imported[file.index(node)];
      if (!found) return null;
      const path = view.specifiers[found.module];
      return { module: found.module, name: found.name, path: path === undefined ? null : path };
    },
    references: (node) => {
      const i = file.index(node);
      if (!file.symbols) {
        file.symbols = {};
        for (const list of view.symbols) for (const one of list) file.symbols[one] = list;
      }
      return (file.symbols[i] || [i]).map((one) => file.node(one));
    },
    replace: (at, replacement) => ({ range: rangeOf(at), text: textOf(replacement) }),
    insertBefore: (at, added) => ({ range: [rangeOf(at)[0], rangeOf(at)[0]], text: textOf(added) }),
    insertAfter: (at, added) => ({ range: [rangeOf(at)[1], rangeOf(at)[1]], text: textOf(added) }),
    remove: (at) => ({ range: removed(file, at), text: "" }),
    addImport: (module, name, local) => {
      nameOf(module, "a module");
      nameOf(name, "an export's name");
      const key = module + "\0" + name;
      if (!file.names[key]) file.names[key] = local === undefined ? localName(file, module, name) : nameOf(local, "a local name");
      return { addImport: { module, name, local: file.names[key] }, local: file.names[key] };
    },
    renameImport: (node, name) => ({ renameImport: { node: specifier(node, "renameImport"), name: nameOf(name, "a name") } }),
    moveImport: (nodes, module, name) => ({
      moveImport: {
        nodes: (Array.isArray(nodes) ? nodes : [nodes]).map((node) => specifier(node, "moveImport")),
        module: nameOf(module, "a module"),
        name: name === undefined ? "" : nameOf(name, "a name"),
      },
    }),
    report: (finding) => {
      if (findings.length >= MAX_FINDINGS) throw new RangeError("more than " + MAX_FINDINGS + " findings in one file");
      if (finding === null || typeof finding !== "object") throw new TypeError("report takes an object, not " + kindOf(finding));
      findings.push({
        range: rangeOf(finding.range === undefined ? finding.node : finding.range),
        message: finding.message,
        severity: finding.severity,
        safety: finding.safety,
        fix: finding.fix === undefined || finding.fix === null ? undefined : parts(finding.fix, []),
      });
    },
  });
};

// parts are those of a fix, one after the other.
const parts = (fix, out) => {
  if (Array.isArray(fix)) for (const part of fix) parts(part, out);
  else if (fix !== null && fix !== undefined) out.push(fix);
  return out;
};

// localName is what an added import is called: as the file imports it already,
// else by its own name if that stands nowhere in the text, else with a number.
const localName = (file, module, name) => {
  for (const statement of file.node(0).body) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== module || statement.importKind === "type") continue;
    for (const s of statement.specifiers) {
      const imported = s.type === "ImportDefaultSpecifier" ? "default" : s.type === "ImportSpecifier" ? s.imported.name : "*";
      if (imported === name && s.importKind !== "type") return s.local.name;
    }
  }
  const taken = new Set(file.text.match(/[\w$\u0080-\uffff]+/g) || []);
  for (const other of Object.keys(file.names)) taken.add(file.names[other]);
  const plain = name === "default" ? module.replace(/^.*\//, "").replace(/\W+/g, "_") || "imported" : name;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? plain : plain + n;
    if (!taken.has(candidate)) return candidate;
  }
};

// removed is the range of a node together with what holds it in its place: the
// comma of a list's item, the line of a statement, the space before an
// attribute.
const removed = (file, at) => {
  const [start, end] = rangeOf(at);
  const { text } = file;
  const parent = Array.isArray(at) ? null : at.parent;
  if (!parent) return [start, end];
  if (at.type === "JSXAttribute" || at.type === "JSXSpreadAttribute") {
    let from = start;
    while (from > 0 && /\s/.test(text[from - 1])) from--;
    return [from, end];
  }
  for (const [key] of file.kinds[file.kind(file.index(parent))].fields) {
    const list = parent[key];
    if (!Array.isArray(list) || !list.includes(at)) continue;
    if (key === "body" || key === "consequent") {
      let from = start, to = end;
      while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
      while (to < text.length && (text[to] === " " || text[to] === "\t")) to++;
      const first = from === 0 || text[from - 1] === "\n";
      if (first && to === text.length) return [from, to];
      if (first && text[to] === "\r" && text[to + 1] === "\n") return [from, to + 2];
      if (first && text[to] === "\n") return [from, to + 1];
      return [start, end];
    }
    if (key === "children" || key === "quasis") return [start, end];
    const i = list.indexOf(at);
    if (list[i + 1]) return [start, list[i + 1].range[0]];
    if (list[i - 1]) return [list[i - 1].range[1], end];
  }
  return [start, end];
};
