package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/clerkctl/clerkctl/codemod"
)

// junitFormat writes the XML that test runners write. A file is a suite, a
// finding a test case: an error is a failed one, a notice one that passes and
// has something to say. A file that was left alone on purpose is a skipped
// case, any other that was left alone an erroneous one, because the run is not
// complete without it.
type junitFormat struct{}

type junitSuite struct {
	XMLName xml.Name    `xml:"testsuite"`
	Name    string      `xml:"name,attr"`
	Tests   int         `xml:"tests,attr"`
	Fails   int         `xml:"failures,attr"`
	Errors  int         `xml:"errors,attr"`
	Skipped int         `xml:"skipped,attr"`
	Cases   []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitProblem `xml:"failure"`
	Error   *junitProblem `xml:"error"`
	Skipped *junitProblem `xml:"skipped"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitProblem struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func (junitFormat) Render(w io.Writer, r *Report) error {
	var total junitSuite
	for suite := range junitSuites(r) {
		total.add(suite)
	}
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(b)
	enc.Indent("", "  ")
	whole := xml.StartElement{Name: xml.Name{Local: "testsuites"}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "name"}, Value: "clerkctl " + r.Command},
		{Name: xml.Name{Local: "tests"}, Value: strconv.Itoa(total.Tests)},
		{Name: xml.Name{Local: "failures"}, Value: strconv.Itoa(total.Fails)},
		{Name: xml.Name{Local: "errors"}, Value: strconv.Itoa(total.Errors)},
		{Name: xml.Name{Local: "skipped"}, Value: strconv.Itoa(total.Skipped)},
	}}
	if err := enc.EncodeToken(whole); err != nil {
		return err
	}
	for suite := range junitSuites(r) {
		if err := enc.Encode(suite); err != nil {
			return err
		}
	}
	if err := enc.EncodeToken(whole.End()); err != nil {
		return err
	}
	if err := enc.Close(); err != nil {
		return err
	}
	b.WriteByte('\n')
	return b.Flush()
}

func (s *junitSuite) add(other *junitSuite) {
	s.Tests += other.Tests
	s.Fails += other.Fails
	s.Errors += other.Errors
	s.Skipped += other.Skipped
}

// with counts the cases.
func (s *junitSuite) with(cases ...junitCase) *junitSuite {
	for _, c := range cases {
		s.Tests++
		switch {
		case c.Failure != nil:
			s.Fails++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	return s
}

// junitSuites gives the suites one by one. There is always one: many readers
// take a report without any for a run that did not happen.
func junitSuites(r *Report) iter.Seq[*junitSuite] {
	return func(yield func(*junitSuite) bool) {
		whole := &junitSuite{Name: "clerkctl"}
		if r.Err != nil {
			message := Escape(r.Err.Error())
			whole.with(junitCase{Class: "clerkctl", Name: "run", Error: &junitProblem{Message: message, Text: message}})
		}
		for _, p := range r.RuleProblems() {
			message := Escape(p.String())
			whole.with(junitCase{Class: Escape(p.Path), Name: "rule " + Escape(p.Rule), Error: &junitProblem{Type: "rule-failed", Message: message, Text: message}})
		}
		if r.Result != nil {
			for _, name := range r.Result.Unsupported {
				whole.with(junitCase{Class: Escape(name), Name: "read", Skipped: &junitProblem{Message: "not a file that this tool reads"}})
			}
		}
		if whole.Tests > 0 && !yield(whole) {
			return
		}
		files := 0
		if r.Result != nil {
			for _, f := range r.Result.Files {
				suite := junitFile(r, f)
				if suite.Tests == 0 {
					continue // changed, with nothing to say about it
				}
				files++
				if !yield(suite) {
					return
				}
			}
		}
		if files == 0 && whole.Tests == 0 {
			yield(whole.with(junitCase{Class: "clerkctl", Name: "no findings"}))
		}
	}
}

func junitFile(r *Report, f *codemod.FileResult) *junitSuite {
	name := Escape(f.Name)
	suite := &junitSuite{Name: name}
	for i := range f.Findings {
		suite.with(junitFinding(r, name, &f.Findings[i]))
	}
	if f.Skipped != "" {
		c := junitCase{Class: name, Name: "read"}
		p := &junitProblem{Type: string(f.Skipped), Message: Escape(skipText(f)), Text: name + ": " + Escape(skipText(f))}
		if f.Harmless() {
			// The format knows no type and no text here.
			c.Skipped = &junitProblem{Message: p.Message}
		} else {
			c.Error = p
		}
		suite.with(c)
	}
	return suite
}

func junitFinding(r *Report, name string, l *codemod.Located) junitCase {
	message := Escape(l.Message)
	c := junitCase{Class: name, Name: fmt.Sprintf("%s at %d:%d", l.Rule, l.Place.Start.Line, l.Place.Start.Column)}
	line, underline := excerpt(l.Place, excerptWidth)
	text := fmt.Sprintf("%s:%d:%d: %s\n%s\n%s %s\n", name, l.Place.Start.Line, l.Place.Start.Column, message, line, underline, label(r, l))
	if l.Severity == codemod.Notice || settled(r, l) {
		c.Output = text
	} else {
		c.Failure = &junitProblem{Type: l.Rule, Message: message, Text: text}
	}
	return c
}
