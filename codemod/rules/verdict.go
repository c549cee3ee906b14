package rules

import (
	"cmp"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// reason is why a key cannot simply be changed; the greater wins.
type reason int

const (
	plain       reason = iota
	beside             // names that the text does not show are given too
	givenTwice         // the old name is given twice at one place
	bothGiven          // the new name is given too
	usedBesides        // something else sees the object
)

// verdict is what can be done about one key of a table's.
type verdict struct {
	*key
	change change
	// place is the first place that gets the key by this table.
	place  *place
	reason reason
}

// verdicts judges every key that a place of the rule gets by an old name, in
// source order. A key that several places get is judged by all of them, and
// belongs to the rule of the first.
func (s *survey) verdicts(rule string) []verdict {
	var list []verdict
	for _, k := range s.order {
		if pl := k.owner(); pl != nil && pl.rule == rule {
			c, _ := pl.change(k.name)
			list = append(list, verdict{key: k, change: c, place: pl, reason: s.judge(k, c)})
		}
	}
	slices.SortFunc(list, func(a, b verdict) int { return cmp.Compare(a.pos().Start, b.pos().Start) })
	return list
}

// owner is the first place whose table changes the key; nil when none does.
func (k *key) owner() *place {
	var first *place
	for _, sl := range k.slots {
		if _, ok := sl.place.change(k.name); ok && (first == nil || sl.place.head.Start < first.head.Start) {
			first = sl.place
		}
	}
	return first
}

func (s *survey) judge(k *key, c change) reason {
	worst := plain
	for _, sl := range k.slots {
		worst = max(worst, s.judgeSlot(sl, c))
	}
	return worst
}

// judgeSlot judges a change by what its key meets at one place, and by who
// else sees it on the way there.
func (s *survey) judgeSlot(sl slot, c change) reason {
	for _, b := range sl.via {
		// An annotation promises the keys to whoever else sees the object;
		// what the file itself reads by the old name it would lose.
		if b.annotated && b.readBy(sl.name) || !b.annotated && !s.closed(b) {
			return usedBesides
		}
	}
	here, ok := sl.place.change(sl.name)
	switch {
	case !ok || here.new != c.new:
		return usedBesides
	case c.new != "" && sl.place.given(c.new, sl.path):
		return bothGiven
	case c.new != "" && sl.repeated():
		return givenTwice
	case sl.place.open:
		return beside
	}
	return plain
}

// repeated reports whether the element or the object that holds the key holds
// its name once more. A getter and a setter are one.
func (sl slot) repeated() bool {
	return slices.ContainsFunc(sl.place.slots[sl.name], func(other slot) bool {
		if other.key == sl.key || other.elem != sl.elem || other.object != sl.object {
			return false
		}
		return sl.prop == nil || !isAccessor(sl.prop) || !isAccessor(other.prop) || sl.prop.Kind == other.prop.Kind
	})
}

func isAccessor(p *js.Property) bool { return p.Kind == js.PropGetter || p.Kind == js.PropSetter }

// mentions reports whether the file's text has one of the words at all: most
// files have none, and need no survey.
func mentions(p *codemod.Pass, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return contains(p.File.Src, w) })
}
