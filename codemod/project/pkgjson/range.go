package pkgjson

import "strings"

// Range is a set of versions as npm writes it: alternatives joined by "||",
// each an unbroken run of versions.
//
// A run is compared with prereleases counted in, so that "3.0.0-alpha.5" lies
// above every 2.x; which prereleases npm would offer for a range is not asked
// here.
type Range struct {
	runs []run
}

// run holds the versions from low on, and below high. A nil high is no bound.
type run struct {
	low, high *Version
}

// lowest is below every other version.
func lowest() *Version { return newVersion(0, 0, 0, "0") }

// ParseRange reads an npm version range: "^2.0.1", "2.x", ">=2 <3",
// "1.2 - 2.3", "v2.0.0", "" and "*". It is false for anything else, such as a
// dist-tag or a URL.
func ParseRange(text string) (Range, bool) {
	var r Range
	for _, part := range strings.Split(text, "||") {
		one, ok := parseRun(part)
		if !ok {
			return Range{}, false
		}
		r.runs = append(r.runs, one)
	}
	return r, true
}

// Any tells whether the range names no version at all: "", "*" or "x".
func (r Range) Any() bool {
	for _, one := range r.runs {
		if one.high == nil && one.low.Equal(lowest()) {
			return true
		}
	}
	return false
}

// Alternatives is how many runs "||" joins.
func (r Range) Alternatives() int { return len(r.runs) }

// Min is the lowest version that the range admits.
func (r Range) Min() *Version {
	var low *Version
	for _, one := range r.runs {
		if low == nil || one.low.LessThan(low) {
			low = one.low
		}
	}
	return low
}

// End is the lowest version above all that the range admits; nil when the
// range has no upper bound.
func (r Range) End() *Version {
	var high *Version
	for _, one := range r.runs {
		if one.high == nil {
			return nil
		}
		if high == nil || one.high.GreaterThan(high) {
			high = one.high
		}
	}
	return high
}

// From tells whether every version of the range is v or above.
func (r Range) From(v *Version) bool { return !r.Min().LessThan(v) }

// Below tells whether every version of the range is below v.
func (r Range) Below(v *Version) bool {
	end := r.End()
	return end != nil && !end.GreaterThan(v)
}

// Reaches tells whether the range admits v or anything above it: whether an
// install that takes the newest match could take such a version.
func (r Range) Reaches(v *Version) bool { return !r.Below(v) }

// Within tells whether the range lies inside the other one.
func (r Range) Within(other Range) bool {
	if !r.From(other.Min()) {
		return false
	}
	end := other.End()
	return end == nil || r.Below(end)
}

func parseRun(text string) (run, bool) {
	text = strings.TrimSpace(text)
	if low, high, ok := strings.Cut(text, " - "); ok {
		return parseHyphen(low, high)
	}
	r := run{low: lowest()}
	for text != "" {
		op, rest := cutOperator(text)
		rest = strings.TrimLeft(rest, " \t")
		end := strings.IndexAny(rest, " \t<>=^~")
		if end < 0 {
			end = len(rest)
		}
		v, ok := parsePartial(rest[:end])
		if !ok || !r.narrow(op, v) {
			return run{}, false
		}
		text = strings.TrimLeft(rest[end:], " \t")
	}
	return r, r.high == nil || r.low.LessThan(r.high)
}

func cutOperator(text string) (op, rest string) {
	for _, op := range [...]string{">=", "<=", "~>", ">", "<", "=", "^", "~"} {
		if rest, ok := strings.CutPrefix(text, op); ok {
			if op == "~>" {
				op = "~"
			}
			return op, rest
		}
	}
	return "", text
}

// parseHyphen reads "1.2.3 - 2.3", where a shortened upper end means all
// versions that begin like it.
func parseHyphen(low, high string) (run, bool) {
	from, ok := parsePartial(strings.TrimSpace(low))
	if !ok {
		return run{}, false
	}
	to, ok := parsePartial(strings.TrimSpace(high))
	if !ok {
		return run{}, false
	}
	r := run{low: lowest()}
	return r, r.narrow(">=", from) && r.narrow("<=", to) && (r.high == nil || r.low.LessThan(r.high))
}

// partial is a version of which the last numbers may be missing or x.
type partial struct {
	numbers []uint64 // as many as are given: none for "*"
	pre     string
}

// parsePartial reads "2", "2.x", "v2.0.1", "2.0.0-alpha.5+build", "*", "x".
func parsePartial(text string) (partial, bool) {
	text = strings.TrimPrefix(text, "v")
	if text == "" {
		return partial{}, false
	}
	core, _, _ := strings.Cut(text, "+")
	core, pre, hasPre := strings.Cut(core, "-")
	var p partial
	open := false
	for i, part := range strings.Split(core, ".") {
		if part == "x" || part == "X" || part == "*" {
			open = true
			continue
		}
		n, ok := parseNumber(part)
		if !ok || open || i > 2 {
			return partial{}, false
		}
		p.numbers = append(p.numbers, n)
	}
	if !hasPre {
		return p, true
	}
	if len(p.numbers) < 3 {
		// npm reads "2.x-alpha" as "2.x": a part without a full version
		// before it says nothing.
		return p, len(p.numbers) > 0
	}
	if _, ok := ParseVersion("0.0.0-" + pre); !ok {
		return partial{}, false
	}
	p.pre = pre
	return p, true
}

// parseNumber reads a number of at most 15 digits, so that adding one to it
// cannot overflow.
func parseNumber(s string) (uint64, bool) {
	if s == "" || len(s) > 15 {
		return 0, false
	}
	var n uint64
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	return n, true
}

// full reports whether all three numbers are there.
func (p partial) full() bool { return len(p.numbers) == 3 }

func (p partial) number(i int) uint64 {
	if i < len(p.numbers) {
		return p.numbers[i]
	}
	return 0
}

// first is the lowest version that the partial one stands for. A full version
// without a prerelease is itself; "2.x" begins below 2.0.0 with its
// prereleases.
func (p partial) first() *Version {
	pre := p.pre
	if !p.full() {
		pre = "0"
	}
	return newVersion(p.number(0), p.number(1), p.number(2), pre)
}

// bump is the lowest version above all that share the first keep numbers; nil
// when keep is zero.
func (p partial) bump(keep int) *Version {
	switch keep {
	case 0:
		return nil
	case 1:
		return newVersion(p.number(0)+1, 0, 0, "0")
	case 2:
		return newVersion(p.number(0), p.number(1)+1, 0, "0")
	}
	if p.pre != "" {
		// The next version after 2.0.0-alpha.1 is 2.0.0-alpha.1.0.
		return newVersion(p.number(0), p.number(1), p.number(2), p.pre+".0")
	}
	return newVersion(p.number(0), p.number(1), p.number(2)+1, "0")
}

// narrow takes one comparator into the run. It is false for one that makes no
// sense.
func (r *run) narrow(op string, p partial) bool {
	given := len(p.numbers)
	switch op {
	case "", "=":
		r.raise(p.first())
		r.lower(p.bump(given))
	case "^":
		r.raise(p.first())
		keep := 1
		if p.number(0) == 0 && given > 1 {
			keep = 2
			if p.number(1) == 0 && given > 2 {
				keep = 3
			}
		}
		if given == 0 {
			keep = 0
		}
		bound := p
		bound.pre = ""
		r.lower(bound.bump(keep))
	case "~":
		r.raise(p.first())
		bound := p
		bound.pre = ""
		r.lower(bound.bump(min(given, 2)))
	case ">=":
		r.raise(p.first())
	case ">":
		next := p.bump(given)
		if next == nil {
			return false
		}
		r.raise(next)
	case "<":
		if given == 0 {
			return false
		}
		r.lower(p.first())
		if p.full() && p.pre == "" {
			// npm offers no prerelease of 3.0.0 for "<3.0.0".
			r.lower(newVersion(p.number(0), p.number(1), p.number(2), "0"))
		}
	case "<=":
		r.lower(p.bump(given))
	}
	return true
}

func (r *run) raise(v *Version) {
	if v.GreaterThan(r.low) {
		r.low = v
	}
}

func (r *run) lower(v *Version) {
	if v != nil && (r.high == nil || v.LessThan(r.high)) {
		r.high = v
	}
}
