package prove

import (
	"maps"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// renamer puts what an old run recorded into the words of the new line, by the
// tables of the migration and nothing else.
type renamer struct {
	props    map[string][]codemod.Rename // by component
	paths    *strings.Replacer           // of props and components in the names of frames
	args     map[string]map[int][]codemod.Rename
	redirect map[string]codemod.RedirectChange // by component, and by "Clerk.method"
	members  map[string]string                 // "Type.old" to "Type.new"
	exports  map[string]string
	token    codemod.TokenChange
	// shapes are the members of hooks' results that are functions in the old
	// line and values in the new.
	shapes []string
}

func newRenamer(t *codemod.Target) *renamer {
	r := &renamer{
		props: map[string][]codemod.Rename{}, args: map[string]map[int][]codemod.Rename{},
		redirect: map[string]codemod.RedirectChange{}, members: map[string]string{}, exports: map[string]string{}, token: t.Token,
	}
	arg := func(name string, i int, renames []codemod.Rename) {
		if r.args[name] == nil {
			r.args[name] = map[int][]codemod.Rename{}
		}
		r.args[name][i] = append(r.args[name][i], renames...)
	}
	for _, c := range t.Components {
		r.props[c.Component] = append(r.props[c.Component], c.Renames...)
		for method, i := range c.Methods {
			arg("Clerk."+method, i, c.Renames)
		}
	}
	for _, o := range t.Options {
		for _, f := range o.Functions {
			name := f.Name
			if f.Type != "" {
				name = f.Type + "." + name
			}
			arg(name, 0, o.Renames)
		}
	}
	for _, h := range t.Hooks {
		r.shapes = append(r.shapes, h.Loading, h.SignedOut, h.AssertSignedIn)
	}
	for _, c := range t.Redirects {
		r.redirect[c.Component], r.redirect["Clerk."+c.Method] = c, c
	}
	for _, m := range t.Members {
		for _, n := range m.Renames {
			r.members[m.Type+"."+n.Old] = m.Type + "." + n.New
		}
	}
	for _, e := range t.Exports {
		if e.Name != codemod.AllExports {
			r.exports[e.Name] = e.New
		}
	}
	var paths []string
	for _, component := range slices.Sorted(maps.Keys(r.props)) {
		for _, n := range r.props[component] {
			paths = append(paths, ">"+component+"."+n.Old, ">"+component+"."+n.New)
		}
	}
	r.paths = strings.NewReplacer(paths...)
	return r
}

// old renames in a run of the old line, in place.
func (r *renamer) old(v any) any { r.walk(v, true); return v }

// new brings a run of the new line to the form that old gives.
func (r *renamer) new(v any) any { r.walk(v, false); return v }

func (r *renamer) walk(v any, old bool) {
	switch v := v.(type) {
	case []any:
		for _, value := range v {
			r.walk(value, old)
		}
	case map[string]any:
		for _, value := range v {
			r.walk(value, old)
		}
		if name, ok := v["$element"].(string); ok && v["$sdk"] == true {
			r.element(v, name, old)
		}
		if v["kind"] == "call" && v["args"] != nil {
			r.call(v, old)
		}
		if s, ok := v["name"].(string); ok && old {
			v["name"] = r.paths.Replace(s)
		}
	}
}

func (r *renamer) element(v map[string]any, name string, old bool) {
	props, _ := v["props"].(map[string]any)
	if c, ok := r.redirect[name]; ok && props != nil {
		redirected(props, c, old)
	}
	if !old {
		return
	}
	renamed(props, r.props[name])
	if to, ok := r.exports[name]; ok {
		v["$element"] = to
	}
}

// renamed renames keys; where both are given the new one had the say.
func renamed(m map[string]any, renames []codemod.Rename) {
	for _, n := range renames {
		value, ok := m[n.Old]
		if !ok {
			continue
		}
		delete(m, n.Old)
		if absent(m[n.New], m[n.New] != nil) {
			m[n.New] = value
		}
	}
}

func redirected(props map[string]any, c codemod.RedirectChange, old bool) {
	if back, ok := props[c.Prop]; ok && old {
		delete(props, c.Prop)
		if truthy(back) {
			for _, other := range c.Others {
				delete(props, other)
			}
		}
	}
}

func truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0
	}
	return true
}

func (r *renamer) call(v map[string]any, old bool) {
	name, _ := v["name"].(string)
	args, _ := v["args"].([]any)
	for len(args) > 0 && absent(args[len(args)-1], true) {
		args = args[:len(args)-1]
	}
	if c, ok := r.redirect[name]; ok {
		if len(args) > 0 {
			if props, ok := args[0].(map[string]any); ok {
				redirected(props, c, old)
				if len(props) == 0 {
					args = args[1:]
				}
			} else if _, flag := args[0].(bool); flag && old {
				args = args[1:]
			}
		}
	}
	if old {
		if t := r.token; name == t.From+"."+t.Method {
			v["name"] = t.To + "." + t.Method
			if len(args) > 0 && args[0] != any(t.Default) {
				options := map[string]any{t.Option: args[0]}
				if len(args) > 1 {
					if more, ok := args[1].(map[string]any); ok {
						for k, o := range more {
							options[k] = o
						}
					}
				}
				args = []any{options}
			} else if len(args) > 1 {
				args = args[1:]
			} else {
				args = nil
			}
		}
		for i, renames := range r.args[name] {
			if i < len(args) {
				if m, ok := args[i].(map[string]any); ok {
					renamed(m, renames)
				}
			}
		}
		if to, ok := r.members[name]; ok {
			v["name"] = to
		}
	}
	if args == nil {
		args = []any{}
	}
	v["args"] = args
}
