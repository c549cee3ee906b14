package codemod

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/internal/nearest"
)

// UnusedSuppression is the name of the rule about comments that silence
// nothing. It has no Check: what a comment silenced is only known when all
// other rules have run, so the engine looks itself, if the rule is in the list.
const UnusedSuppression = "unused-suppression"

// suppressionWord begins every comment that silences findings.
const suppressionWord = "clerkctl-disable"

const (
	disableNextLine = suppressionWord + "-next-line"
	disableFile     = suppressionWord + "-file"
)

// suppression is a comment that silences findings.
type suppression struct {
	place js.Range // what is pointed at when it is of no use
	// line is the line that it is about, from 0; wholeFile for all. Up to last,
	// the lines after it are about the same: comments stand before the code.
	line, last int
	rules      []suppressedRule
	all        bool // no rule is named
	used       bool // for all
	// problem is what is wrong with the comment itself; it silences nothing
	// then.
	problem string
}

const wholeFile = -1

// suppressedRule is one name in a comment.
type suppressedRule struct {
	name  string
	place js.Range
	used  bool
	// rest is what follows the name where a comma or "--" should.
	rest string
}

// suppressions are those of one file.
type suppressions struct {
	list  []*suppression
	lines *lineIndex
}

// sourceSuppressions finds the comments of a source file. Strings, templates
// and the text of elements are none.
func sourceSuppressions(file *js.File) *suppressions {
	s := &suppressions{}
	for _, c := range file.Comments {
		text := file.Text(c.Range)
		if !strings.Contains(text, suppressionWord) {
			continue
		}
		body := js.Range{Start: c.Start, End: c.End}
		switch {
		case c.Block:
			body = js.Range{Start: c.Start + len("/*"), End: c.End - len("*/")}
		case strings.HasPrefix(text, "//"):
			body.Start += len("//")
		}
		s.add(file.Src, c.Range, body)
	}
	if len(s.list) > 0 {
		s.stretch(func(line int) bool { return s.onlyComments(file, line) })
	}
	return s
}

// stretch carries comments about the next line over lines that are comments:
// those of several tools that mean the same code stand below each other.
func (s *suppressions) stretch(comment func(line int) bool) {
	for _, p := range s.list {
		p.last = p.line
		for p.line != wholeFile && p.last+1 < len(s.lines.starts) && comment(p.last) {
			p.last++
		}
	}
}

// onlyComments reports whether there is nothing but comments on a line, in the
// braces that they take between elements or not.
func (s *suppressions) onlyComments(file *js.File, line int) bool {
	start, end := s.lines.bounds(line)
	var rest strings.Builder
	at, any := start, false
	first := sort.Search(len(file.Comments), func(i int) bool { return file.Comments[i].End > start })
	for _, c := range file.Comments[first:] {
		if c.Start >= end {
			break
		}
		any = true
		rest.WriteString(file.Src[at:max(at, c.Start)])
		at = min(c.End, end)
	}
	rest.WriteString(file.Src[at:end])
	code := strings.TrimSpace(rest.String())
	return any && (code == "" || code == "{}")
}

// workspaceSuppressions finds the comments of a YAML file that have a line of
// their own. A JSON file has none.
func workspaceSuppressions(src string) *suppressions {
	s := &suppressions{}
	for at := 0; at < len(src); {
		end := len(src)
		if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
			end = at + n
		}
		line := strings.TrimRight(src[at:end], "\r")
		start := at + len(line) - len(strings.TrimLeft(line, " \t"))
		if text := src[start : at+len(line)]; strings.HasPrefix(text, "#") && strings.Contains(text, suppressionWord) && yamlComment(src, start) {
			s.add(src, js.Range{Start: start, End: start + len(text)}, js.Range{Start: start + 1, End: start + len(text)})
		}
		at = end + 1
	}
	if len(s.list) > 0 {
		s.stretch(func(line int) bool {
			start, end := s.lines.bounds(line)
			return strings.HasPrefix(strings.TrimLeft(src[start:end], " \t"), "#")
		})
	}
	return s
}

// yamlComment reports whether the "#" at offset begins a comment, and is no
// part of a text that goes over several lines: whether the document says the
// same without it.
func yamlComment(src string, offset int) bool {
	var with, without any
	changed := src[:offset] + "#" + strings.Replace(src[offset+1:], suppressionWord, "", 1)
	return yaml.Unmarshal([]byte(src), &with) == nil && yaml.Unmarshal([]byte(changed), &without) == nil && reflect.DeepEqual(with, without)
}

// add reads one comment; body is its text without what begins and ends it.
func (s *suppressions) add(src string, place, body js.Range) {
	at := body.Start
	// What decorates block comments: /** … */ and a line that begins with *.
	for at < body.End && strings.IndexByte(" \t\r\n*", src[at]) >= 0 {
		at++
	}
	text := src[at:body.End]
	if !strings.HasPrefix(text, suppressionWord) {
		return // it only speaks of them
	}
	word := text
	if i := strings.IndexAny(text, " \t\r\n*,"); i >= 0 {
		word = text[:i]
	}
	// "--" may follow without a space.
	word, _, _ = strings.Cut(word, "--")
	if s.lines == nil {
		s.lines = newLineIndex(src)
	}
	p := &suppression{place: place, line: wholeFile}
	switch word {
	case disableNextLine:
		p.line = s.lines.line(place.End-1) + 1
	case disableFile:
	default:
		p.problem = fmt.Sprintf("`%s` is no suppression; write `%s` or `%s`", word, disableNextLine, disableFile)
		if near := nearest.Word(word, []string{disableNextLine, disableFile}); near != "" {
			p.problem = fmt.Sprintf("`%s` is no suppression; did you mean `%s`?", word, near)
		}
		s.list = append(s.list, p)
		return
	}
	p.read(src, js.Range{Start: at + len(word), End: body.End})
	s.list = append(s.list, p)
}

// read reads the rules named in the range, up to "--".
func (p *suppression) read(src string, r js.Range) {
	list, _, _ := strings.Cut(src[r.Start:r.End], "--")
	at := r.Start
	for part := range strings.SplitSeq(list, ",") {
		words := strings.Fields(strings.ReplaceAll(part, "*", " "))
		if len(words) > 0 {
			start := at + strings.Index(part, words[0])
			p.rules = append(p.rules, suppressedRule{
				name:  words[0],
				place: js.Range{Start: start, End: start + len(words[0])},
				rest:  strings.Join(words[1:], " "),
			})
		}
		at += len(part) + 1
	}
	p.all = len(p.rules) == 0
}

// silences reports whether a comment silences the finding. All that do are
// marked as used.
func (s *suppressions) silences(f *Finding) bool {
	if len(s.list) == 0 {
		return false
	}
	silent := false
	line := s.lines.line(f.Range.Start)
	for _, p := range s.list {
		if p.problem != "" || p.line != wholeFile && (line < p.line || line > p.last) {
			continue
		}
		// That a comment is of no use is silenced by name only: else one that
		// names no rule would hide its own.
		if p.all && f.Rule != UnusedSuppression {
			p.used, silent = true, true
		}
		for i := range p.rules {
			if p.rules[i].name == f.Rule {
				p.rules[i].used, silent = true, true
			}
		}
	}
	return silent
}

// unused are the notices about comments that silence nothing. known are the
// names of all rules there are, and ran tells which of them looked at the file.
func (s *suppressions) unused(known []string, ran func(rule string) bool) []Finding {
	var out []Finding
	say := func(place js.Range, format string, args ...any) {
		out = append(out, Finding{Range: place, Message: fmt.Sprintf(format, args...)})
	}
	allRan := !slices.ContainsFunc(known, func(name string) bool { return name != UnusedSuppression && !ran(name) })
	for _, p := range s.list {
		where := "on the next line"
		if p.line == wholeFile {
			where = "in this file"
		}
		switch {
		case p.problem != "":
			say(p.place, "%s", p.problem)
		case p.all && !p.used && allRan:
			say(p.place, "no rule finds anything %s; remove this comment", where)
		}
		for _, r := range p.rules {
			switch {
			case !slices.Contains(known, r.name):
				hint := "`clerkctl rules list` names them all"
				if near := nearest.Word(r.name, known); near != "" {
					hint = fmt.Sprintf("did you mean `%s`?", near)
				}
				say(r.place, "there is no rule `%s`; %s", r.name, hint)
			case r.rest != "":
				say(r.place, "`%s` behind `%s` is not read; put a comma between rules, and -- before a reason", r.rest, r.name)
			case !r.used && r.name != UnusedSuppression && ran(r.name):
				say(r.place, "%s finds nothing %s; remove it from this comment", r.name, where)
			}
		}
	}
	return out
}

// suppress takes out what comments silence.
func (c *checker) suppress(s *suppressions, findings []*Finding) (kept, held []*Finding) {
	if len(s.list) == 0 {
		return findings, nil
	}
	sort := func(list []*Finding) {
		for _, f := range list {
			if s.silences(f) {
				held = append(held, f)
			} else {
				kept = append(kept, f)
			}
		}
	}
	sort(findings)
	if rule := c.rule(UnusedSuppression); rule != nil {
		var notices []*Finding
		for _, f := range s.unused(c.known, func(name string) bool { return c.rule(name) != nil }) {
			notice := completed(rule, f)
			c.level(notice)
			notices = append(notices, notice)
		}
		sort(notices)
		slices.SortStableFunc(kept, byPlace)
	}
	return kept, held
}

// rule is the rule of that name if the run has it.
func (c *checker) rule(name string) *Rule {
	if i := slices.IndexFunc(c.rules, func(r *Rule) bool { return r.Name == name }); i >= 0 {
		return c.rules[i]
	}
	return nil
}

// byPlace is the order of findings in a report.
func byPlace(a, b *Finding) int {
	return cmp.Or(cmp.Compare(a.Range.Start, b.Range.Start), cmp.Compare(a.Rule, b.Rule))
}
