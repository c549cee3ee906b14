package prove

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/prove/models"
)

//go:embed *.js
var scripts embed.FS

// known are the specifiers that a line has models of, with their files.
func known(line string) map[string]string {
	out := map[string]string{}
	// The files are embedded: there is no error to meet.
	_ = fs.WalkDir(models.Files(), line, func(name string, e fs.DirEntry, err error) error {
		specifier := strings.TrimSuffix(strings.TrimPrefix(name, line+"/"), ".js")
		if file, ok := models.Of(line, specifier); err == nil && ok && strings.Contains(specifier, "clerk") {
			out[specifier] = file
		}
		return nil
	})
	return out
}

// prelude is the script that runs before each module: the driver, React, what
// hosts have, and the models of both lines. It begins every run anew, six of them
// a module, so nothing is made in it that a run does not ask for: each file is a
// function that is called when its exports are first needed, and those are plain
// members.
func prelude(target string) (string, error) {
	files := map[string]string{}
	for prefix, from := range map[string]fs.FS{"prove/": scripts, "models/": models.Files()} {
		err := fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".js") {
				return err
			}
			text, err := fs.ReadFile(from, name)
			if err != nil {
				return err
			}
			files[prefix+name], err = asFunction(prefix+name, string(text))
			return err
		})
		if err != nil {
			return "", err
		}
	}
	var b strings.Builder
	b.WriteString("(() => {\nconst files = {\n")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%q(exports, require) {\n%s\n},\n", name, files[name])
	}
	b.WriteString("};\nconst lines = {\n")
	for _, line := range []string{models.Old, target} {
		fmt.Fprintf(&b, "%q: {\n", line)
		known := known(line)
		for _, specifier := range slices.Sorted(maps.Keys(known)) {
			fmt.Fprintf(&b, "%q: %q,\n", specifier, "models/"+known[specifier])
		}
		b.WriteString("},\n")
	}
	b.WriteString("};\n" + starting + "})();\n")
	return b.String(), nil
}

// starting is the end of the prelude. What a model exports is no part of a
// module that passes it on, so it can be told apart.
const starting = `
const made = {};
const require = (name) => {
  if (!made[name]) files[name]((made[name] = Object.defineProperty({}, "__esModule", { value: true })), require);
  return made[name];
};
const line = globalThis.__twin.args[1];
require("prove/driver.js");
require("prove/globals.js");
require("models/" + line + "/clerk.js");
const given = [];
Object.assign(globalThis.__twin, {
  model(specifier) {
    if (!lines[line][specifier]) return undefined;
    const exports = require(lines[line][specifier]);
    if (!given.includes(exports)) given.push(exports);
    return exports;
  },
  // The bundler copies what a package exports, one by one, into a module of its
  // own, which takes longer than most modules run. What is behind it costs
  // nothing, and is found by its name all the same.
  behind: (exports) => exports && Object.create(exports),
  own: (name) => require("prove/" + name + ".js"),
  isGiven: (value) => typeof value === "function" && given.some((exports) => Object.values(exports).includes(value)),
});
`

// asFunction is the body of a function that a module of ours becomes: of
// exports, and of require, which gives the exports of another. Exports are what
// they are at the end of the module.
func asFunction(name, src string) (string, error) {
	file, err := js.Parse(name, src)
	if err != nil {
		return "", err
	}
	var b, end strings.Builder
	at := 0
	// instead puts a text in the place of a part of the source.
	instead := func(r js.Range, text string) {
		b.WriteString(src[at:r.Start] + text)
		at = r.End
	}
	exported := func(n js.Node, names ...string) {
		start := n.Range().Start
		instead(js.Range{Start: start, End: start + len("export ")}, "")
		for _, local := range names {
			fmt.Fprintf(&end, "exports.%[1]s = %[1]s;\n", local)
		}
	}
	required := func(specifier string) string {
		return fmt.Sprintf("require(%q)", path.Join(path.Dir(name), specifier))
	}
	for _, statement := range file.Program.Body {
		switch n := statement.(type) {
		case *js.Import:
			text := required(n.Decl.Specifier) + ";"
			if len(n.Decl.Names) > 0 {
				parts := make([]string, len(n.Decl.Names))
				for i, one := range n.Decl.Names {
					parts[i] = one.Imported + ": " + one.Local
				}
				text = "const { " + strings.Join(parts, ", ") + " } = " + text
			}
			instead(n.Decl.Pos, text)
		case *js.Export:
			text := ""
			if n.Decl.Star {
				// All but the default, which a later export has the say about.
				text = "Object.assign(exports, " + required(n.Decl.Specifier) + "); delete exports.default;"
			}
			for _, one := range n.Decl.Names {
				from := required(n.Decl.Specifier)
				fmt.Fprintf(&end, "exports.%s = %s.%s;\n", one.Exported, from, one.Local)
			}
			instead(n.Decl.Pos, text)
		case *js.ExportDefault:
			start := n.Range().Start
			if f, ok := n.X.(*js.FunctionDecl); ok {
				instead(js.Range{Start: start, End: f.Range().Start}, "")
				fmt.Fprintf(&end, "exports.default = %s;\n", f.Fn.Name.Name)
			} else {
				instead(js.Range{Start: start, End: n.X.Range().Start}, "exports.default = ")
			}
		case *js.VarDecl:
			if n.Export {
				var names []string
				for _, d := range n.Decls {
					for _, id := range js.Bound(d.Target) {
						names = append(names, id.Name)
					}
				}
				exported(n, names...)
			}
		case *js.FunctionDecl:
			if n.Export {
				exported(n, n.Fn.Name.Name)
			}
		case *js.ClassDecl:
			if n.Export {
				exported(n, n.Class.Name.Name)
			}
		}
	}
	return b.String() + src[at:] + "\n" + end.String(), nil
}
