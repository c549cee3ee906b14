package prove

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// difference is the first thing in which two runs are not alike.
type difference struct {
	path     []string
	old, new any
}

// comparison says what is compared: with values, what variables of edited
// declarations held, too.
type comparison struct{ values bool }

// first finds the first difference between two runs: one in what they do,
// which says most, before one in what variables held.
func first(old, new any, path []string) *difference {
	if alike(old, new) {
		return nil // as nearly all are
	}
	for _, values := range []bool{false, true} {
		if d := (comparison{values}).compare(old, new, path); d != nil {
			return d
		}
	}
	return nil
}

// alike reports whether two runs have recorded the same in every detail.
func alike(old, new any) bool {
	switch o := old.(type) {
	case map[string]any:
		n, ok := new.(map[string]any)
		if !ok || len(o) != len(n) {
			return false
		}
		for key, value := range o {
			if other, ok := n[key]; !ok || !alike(value, other) {
				return false
			}
		}
		return true
	case []any:
		n, ok := new.([]any)
		return ok && slices.EqualFunc(o, n, alike)
	}
	return old == new
}

// compare finds the first difference between what two runs recorded. What the
// old code threw at can be anything in the new.
func (c comparison) compare(old, new any, path []string) *difference {
	if threw(old) != "" {
		return nil
	}
	if threw(new) != "" {
		return &difference{path, "goes on", "throws " + threw(new)}
	}
	switch o := old.(type) {
	case map[string]any:
		n, ok := new.(map[string]any)
		if !ok {
			break
		}
		if o["kind"] != nil && (o["kind"] != n["kind"] || o["name"] != n["name"]) {
			break
		}
		path = append(slices.Clone(path), nameOf(o)...)
		keys := slices.Sorted(maps.Keys(o))
		for key := range n {
			if _, ok := o[key]; !ok {
				keys = append(keys, key)
			}
		}
		for _, key := range keys {
			ov, inOld := o[key]
			nv, inNew := n[key]
			switch {
			case key == "values" && !c.values:
			case absent(ov, inOld) && absent(nv, inNew):
			case !inOld || !inNew:
				return &difference{path, member(key, ov, inOld), member(key, nv, inNew)}
			default:
				if d := c.compare(ov, nv, append(slices.Clone(path), key)); d != nil {
					return d
				}
			}
		}
		return nil
	case []any:
		n, ok := new.([]any)
		if !ok {
			break
		}
		for i := range max(len(o), len(n)) {
			switch {
			case i >= len(o):
				return &difference{path, nil, n[i]}
			case i >= len(n):
				if threw(o[i]) != "" {
					continue
				}
				return &difference{path, o[i], nil}
			}
			if d := c.compare(o[i], n[i], path); d != nil {
				return d
			}
		}
		return nil
	default:
		if old == new {
			return nil
		}
	}
	return &difference{path, old, new}
}

// threw is what a frame, or a component, threw.
func threw(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	for _, key := range []string{"threw", "$threw"} {
		if s, ok := m[key].(string); ok && s != "" {
			return s
		}
	}
	return ""
}

// absent reports whether a member is as good as not there.
func absent(v any, there bool) bool {
	if !there || v == nil {
		return true
	}
	if l, ok := v.([]any); ok {
		return len(l) == 0
	}
	m, ok := v.(map[string]any)
	return ok && m["$"] == "undefined"
}

func member(key string, v any, there bool) any {
	if !there {
		return nil
	}
	return map[string]any{key: v}
}

// nameOf is how a frame or an element is called in a path.
func nameOf(m map[string]any) []string {
	if name, ok := m["$element"].(string); ok && name != "" {
		return []string{"<" + name + ">"}
	}
	kind, _ := m["kind"].(string)
	name, _ := m["name"].(string)
	switch kind {
	case "handler", "effect", "cleanup", "call", "hook":
		return []string{kind + " " + name}
	}
	return nil
}

// String is the difference as a diff.
func (d *difference) String() string {
	var where []string
	for _, p := range d.path {
		switch p {
		case "values":
			where = append(where, "variable")
		case "events", "result", "props", "drawn", "children", "$rendered", "args", "frame":
		default:
			where = append(where, p)
		}
	}
	if len(where) > 6 {
		where = append([]string{"…"}, where[len(where)-6:]...)
	}
	return strings.Join(where, " ") + "\n- " + brief(d.old) + "\n+ " + brief(d.new)
}

// brief is a value in one line.
func brief(v any) string {
	if v == nil {
		return "(nothing)"
	}
	if m, ok := v.(map[string]any); ok {
		if s, ok := m["$"].(string); ok {
			return s
		}
		if m["kind"] == "call" || m["kind"] == "set" || m["kind"] == "new" {
			args, _ := m["args"].([]any)
			parts := make([]string, len(args))
			for i, a := range args {
				parts[i] = brief(a)
			}
			return fmt.Sprintf("%v(%s)", m["name"], strings.Join(parts, ", "))
		}
		if name, ok := m["$element"].(string); ok {
			return fmt.Sprintf("<%s %s>", name, brief(m["props"]))
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	s := string(b)
	if r := []rune(s); len(r) > 160 {
		s = string(r[:160]) + "…"
	}
	return s
}
