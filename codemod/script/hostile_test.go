package script

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// source is what hostile rules look at. It has a character of two units at the
// offsets 7 and 8.
const source = `const 𝒳 = "é"; call(a.b);
`

// good is a rule that does its work beside a hostile one.
const good = `export default { name: "good", mentions: "call", visit: { CallExpression(node, ctx) {
  ctx.report({ node, message: "call", safety: "safe", fix: ctx.replace(node.callee, "called") });
} } };
`

// visiting is a module whose rule runs some code at the call.
func visiting(code string) string {
	return "export default { name: \"bad\", visit: { CallExpression(node, ctx) { " + code + " } } };\n"
}

// reporting is one that reports a finding with a fix.
func reporting(fix string) string {
	return visiting(`ctx.report({ node, message: "m", safety: "safe", fix: ` + fix + ` });`)
}

// hostile are modules, and what is said of each, where one of two limits may come
// first with | between both. None may keep the good rule
// from its work.
var hostile = map[string]struct{ module, want string }{
	"endless loop at load":          {"for (;;);\nexport default {};", "did not end within 2s"},
	"endless loop":                  {visiting("for (;;);"), "did not end within 2s; it is not run any more"},
	"endless loop that catches":     {visiting("for (;;) try { for (;;); } catch {} finally { continue }"), "did not end within 2s"},
	"endless promises":              {visiting("") + "const f = () => Promise.resolve().then(f); f();", "bad.js"},
	"endless recursion":             {visiting("const f = () => f() + 1; f();"), "Maximum call stack"},
	"catastrophic regex":            {visiting(`/^(?=(a+)+$)\1b/.test("a".repeat(40)) || /(?=a)(a|a)*b/.exec("a".repeat(40)) || /^((?!b)a|a|aa)*$/.test("a".repeat(60) + "c");`), "did not end within 2s"},
	"memory bomb":                   {visiting("const all = []; for (;;) all.push('x'.repeat(1e6) + all.length);"), "more memory than a rule may have|did not end within 2s"},
	"memory bomb of arrays":         {visiting("const all = []; for (;;) all.push(new Array(100000).fill(all.length));"), ""},
	"huge array":                    {visiting("new Array(2 ** 32 - 1).join('x'); Array(1e8).fill(0);"), ""},
	"huge string":                   {visiting("'x'.repeat(2 ** 29).padStart(2 ** 30).split('');"), ""},
	"huge bigint":                   {visiting("2n ** (2n ** 40n);"), ""},
	"deep JSON":                     {visiting("JSON.parse('['.repeat(5e6));"), ""},
	"deep nesting":                  {"export default " + strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000) + ";", "deep"},
	"deep nesting that is reported": {"let d = []; for (let i = 0; i < 1e5; i++) d = [d];\nexport default { name: 'bad', doc: d, visit: { Program() {} } };", ""},
	"import from outside":           {"import s from '../../secret';\nexport default s;", "secret"},
	"JSON from outside":             {"import s from '../secret.json';\nexport default s;", "secret.json"},
	"absolute path":                 {"import s from '/etc/passwd';\nexport default s;", "absolute path"},
	"link that leads out":           {"import s from './link.json';\nexport default s;", "link.json"},
	"text":                          {"import s from './notes.txt';\nexport default s;", "notes.txt"},
	"package":                       {"import fs from 'fs';\nexport default fs;", `no module "fs"`},
	"require":                       {"export default require('child_process');", "child_process"},
	"dynamic require":               {visiting("const name = 'f' + 's'; require(name);"), "require"},
	"process":                       {visiting("process.exit(0);"), "process is not defined"},
	"network":                       {visiting("fetch('http://127.0.0.1/');"), "fetch is not defined"},
	"functions made of text":        {visiting("ctx.report({ node, message: Function('return typeof process')() + (0, eval)('typeof require') });"), ""},
	"prototype games": {`Array.prototype.push = () => 0; Array.prototype.map = () => { throw new Error("mine"); };
Object.prototype.toJSON = () => ({ findings: "none" });
` + visiting("ctx.report({ node, message: 'm' });"), ""},
	"answers of its own": {`Object.prototype.toJSON = function () { return [{ findings: [{ range: [0, 5], message: "m", fix: [{ range: [1, 3], text: "x" }, { range: [2, 4], text: "y" }] }] }]; };
` + visiting("ctx.report({ node, message: 'm' });"), ""},
	"a million findings":        {visiting("for (let i = 0; i < 1e6; i++) ctx.report({ node, message: 'm' });"), "more than 10000 findings"},
	"too long an answer":        {visiting("for (let i = 0; i < 9000; i++) ctx.report({ node, message: 'm'.repeat(1000) });"), "it is not run any more"},
	"edit beyond the end":       {reporting("{ range: [0, 1000], text: 'x' }"), "the range [0, 1000] is out of the file, which has 27 characters"},
	"edit before the beginning": {reporting("{ range: [-5, 3], text: 'x' }"), "the range [-5, 3] is out of the file"},
	"edit backwards":            {reporting("{ range: [9, 3], text: 'x' }"), "the range [9, 3] is out of the file"},
	"edit at no number":         {reporting("{ range: [NaN, 3], text: 'x' }"), ""},
	"edit at half a number":     {reporting("{ range: [0.5, 3], text: 'x' }"), "the range [0.5, 3] is out of the file"},
	"edits that overlap":        {reporting("[ctx.replace([0, 5], 'let'), ctx.replace([4, 6], 'x')]"), "the edits of [0, 5] and [4, 6] overlap"},
	"edit inside a character":   {reporting("ctx.insertAfter([6, 7], 'x')"), "the range [7, 7] cuts a character in two"},
	"half a character":          {reporting(`ctx.replace(node, "\ud83d")`), "half of a surrogate pair"},
	"fix that breaks the file":  {reporting("ctx.replace(node, '((')"), "its fixes are left out"},
	"fix that is none":          {reporting("{ remove: 'everything' }"), "a part is neither an edit"},
	"import that is none":       {reporting("ctx.addImport('a\"; evil(); import \"b', 'x')"), "is no import"},
	"node of nobody":            {visiting("ctx.clerk({ type: 'Program' });"), "takes a node of this file"},
	"message that is no text":   {visiting("ctx.report({ node, message: { toString: 1 } });"), "its message is not a text"},
	"no message":                {visiting("ctx.report({ node });"), "it has no message"},
	"severity that is none":     {visiting("ctx.report({ node, message: 'm', severity: 'fatal' });"), `its severity is "fatal"`},
	"result that is not JSON":   {"export default { name: 'bad', doc: 1n, visit: { Program() {} } };", ""},
	"circle":                    {"const a = { name: 'bad' }; a.doc = a; a.visit = { Program() {} };\nexport default a;", ""},
	"getter that throws":        {"export default { get name() { throw new Error('no name for you'); }, visit: {} };", "no name for you"},
	"throws at load":            {"throw new Error('at load');", "bad.js:1:"},
	"throws":                    {"\n\nexport default { visit: {\n  CallExpression() { null.x; } } };", "bad.js:4:"},
	"throws nothing":            {visiting("throw undefined;"), "undefined"},
	"syntax error":              {"export default {", "bad.js:1:"},
	"no default export":         {"export const rule = 1;", "has no default export"},
	"a function":                {"export default () => {};", "a rule is an object"},
	"no rule":                   {"export default { name: 'bad' };", "neither visitors (visit) nor a row"},
	"member that there is not":  {"export default { name: 'bad', visitt: {} };", `there is no "visitt" in a rule; did you mean "visit"?`},
	"node that there is not":    {"export default { name: 'bad', visit: { CalExpression() {} } };", `did you mean "CallExpression"?`},
	"name of a built-in rule":   {"export default { name: 'use-user', visit: { Program() {} } };", "that is the name of a built-in rule"},
	"name of another rule":      {"export default { name: 'good', visit: { Program() {} } };", "that is the name of a rule of"},
	"name that is none":         {"export default { name: '../x', visit: { Program() {} } };", "lower-case words joined by hyphens"},
	"prop that is none":         {"export default { name: 'bad', from: 'x', props: { A: { b: 'c=\"\" onClick={evil()}' } } };", "is no renaming"},
	"hook without a member":     {"export default { name: 'bad', from: 'x', hooks: { useX: {} } };", "member is the key of the new result"},
	"a row that there is not":   {"export default { name: 'bad', from: 'x', hooks: { useX: { membr: 'user' } } };", "membr"},
}

// TestHostile runs each module beside a good one: the run ends in time, says
// what is wrong with which rule, and the good rule's work is done.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes its time: some modules are waited for")
	}
	for name, test := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			for file, text := range map[string]string{
				"secret.json": `{"name":"stolen","visit":{}}`, "app/a.ts": source, "app/b.ts": source,
				"rules/very-bad.js": test.module, "rules/good.js": good, "rules/notes.txt": "x", "package.json": "{}",
			} {
				write(t, filepath.Join(dir, file), text)
			}
			if err := os.Symlink(filepath.Join(dir, "secret.json"), filepath.Join(dir, "rules", "link.json")); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			target := rules.Target("next")
			builtIn := rules.All(target)
			var names []string
			for _, r := range builtIn {
				names = append(names, r.Name)
			}
			s, err := Load(ctx, Options{Paths: []string{filepath.Join(dir, "rules")}, Taken: names})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			s.Use(s.Rules)
			result, err := codemod.Run(ctx, codemod.Options{
				Paths: []string{filepath.Join(dir, "app")}, Rules: append(builtIn, s.Rules...), Target: target, Mode: codemod.Write, Force: true,
			})
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, p := range s.Problems {
				said = append(said, p.Error())
			}
			for _, f := range result.Failures() {
				said = append(said, "rule "+f.Rule+" failed on "+f.File+": "+f.Err.Error())
			}
			all := strings.Join(said, "\n")
			if !slices.ContainsFunc(strings.Split(test.want, "|"), func(want string) bool { return strings.Contains(all, want) }) {
				t.Errorf("said\n%s\nwant %q", all, test.want)
			}
			if test.want != "" && !strings.Contains(all, "bad") {
				t.Errorf("said\n%s\nwhich names no rule", all)
			}
			if strings.Contains(all, "stolen") {
				t.Errorf("what must not be read was: %s", all)
			}
			for _, f := range result.Files {
				if f.Skipped != "" {
					t.Errorf("%s is skipped: %s", f.Name, f.Problem)
				}
			}
			for _, file := range []string{"a.ts", "b.ts"} {
				text, err := os.ReadFile(filepath.Join(dir, "app", file))
				if want := strings.Replace(source, "call(", "called(", 1); err != nil || string(text) != want {
					t.Errorf("%s is\n%s, want\n%s", file, text, want)
				}
			}
		})
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
