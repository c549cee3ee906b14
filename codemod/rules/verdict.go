package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// reason is why a key cannot simply be changed; the greater wins.
type reason int

const (
	plain       reason = iota
	beside             // names that the text does not show are given too
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
	seen := map[*key]bool{}
	for _, pl := range s.places {
		for _, sl := range pl.slots {
			c, ok := pl.change(sl.name)
			if !ok || seen[sl.key] {
				continue
			}
			seen[sl.key] = true
			if pl.rule != rule {
				continue
			}
			list = append(list, verdict{key: sl.key, change: c, place: pl, reason: s.judge(sl.key, c)})
		}
	}
	slices.SortFunc(list, func(a, b verdict) int { return cmp.Compare(a.pos().Start, b.pos().Start) })
	return list
}

func (s *survey) judge(k *key, c change) reason {
	worst := plain
	if k.bag != nil && k.bag.annotated {
		// The annotation promises the keys to whoever else sees the object;
		// what the file itself reads by the old name it would lose.
		if readsOf(k.bag.sym, k.name) {
			worst = usedBesides
		}
	} else if k.bag != nil && !s.closed(k.bag) {
		worst = usedBesides
	}
	for _, pl := range k.places {
		worst = max(worst, pl.judge(k, c))
	}
	return worst
}

func (pl *place) judge(k *key, c change) reason {
	if here, ok := pl.change(k.name); !ok || here.new != c.new {
		return usedBesides
	}
	worst := plain
	if pl.open {
		worst = beside
	}
	for _, sl := range pl.slots {
		if sl.key == k && c.new != "" && pl.given(c.new, sl) {
			worst = max(worst, bothGiven)
		}
	}
	return worst
}

// mentions reports whether the file's text has one of the words at all: most
// files have none, and need no survey.
func mentions(p *codemod.Pass, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.File.Src, w) })
}
