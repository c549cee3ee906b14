package token

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/verify"
)

// textWidth is where explanations are broken, in a narrower terminal at its
// edge; values are never broken, so that they can be copied. narrowest is the
// least that a column of explanations has.
const (
	textWidth = 100
	narrowest = 20
)

// WriteText writes the report for people: the verdict first, then the token in
// words. The signature is left out unless it is asked for. A report without a
// token that could be read, or checked where that was asked for, writes
// nothing: its reasons are all there is to say.
func (r *Report) WriteText(w io.Writer, paint terminal.Paint, signature bool) error {
	if r.Token == nil || r.Err != nil {
		return nil
	}
	t := &textReport{w: bufio.NewWriter(w), p: paint, r: r}
	t.verdict()
	t.about()
	t.members("header")
	t.members("claims")
	t.signature(signature)
	t.auth()
	t.findings()
	return t.w.Flush()
}

type textReport struct {
	w *bufio.Writer
	p terminal.Paint
	r *Report
}

func (t *textReport) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

// flow writes a sentence, of which all lines but the first are indented.
func (t *textReport) flow(margin int, spans ...terminal.Span) {
	t.line("%s", t.p.Flow(0, margin, spans...))
}

func (t *textReport) columns() int { return min(textWidth, t.p.Columns(textWidth)) }

func (t *textReport) title(s string) { t.line("\n%s", t.p.Bold(s)) }

func (t *textReport) verdict() {
	r := t.r
	switch {
	case r.Verified != nil && *r.Verified:
		t.flow(2, terminal.Span{Text: "valid", Paint: t.p.Green},
			terminal.Span{Text: fmt.Sprintf(": a session of %s, until %s", terminal.Escape(r.Session.UserID), verify.Relative(r.Session.Expiry, r.Now))})
	case r.Verified != nil:
		t.flow(2, terminal.Span{Text: "not valid", Paint: t.p.Red}, terminal.Span{Text: ": " + reasons(r.Reasons)})
	default:
		t.flow(2, terminal.Span{Text: "not verified", Paint: t.p.Yellow},
			terminal.Span{Text: ": nothing below is proven, for anyone can write a token; clerkctl token verify checks it"})
	}
}

// reasons lists reason codes, each once.
func reasons(all []*verify.Error) string {
	var out []string
	seen := map[verify.Reason]bool{}
	for _, e := range all {
		if !seen[e.Reason] {
			seen[e.Reason] = true
			out = append(out, string(e.Reason))
		}
	}
	return strings.Join(out, ", ")
}

// about says where the token and the key came from and what was looked at.
func (t *textReport) about() {
	r := t.r
	rows := [][2]string{{"token", r.Found.From}}
	for _, n := range r.Notes {
		rows = append(rows, [2]string{"", n})
	}
	if s := r.Token.Session; s != nil {
		rows = append(rows, [2]string{"claims", fmt.Sprintf("version %d of Clerk's", s.Version)})
	}
	switch {
	case r.Key != nil:
		name := r.Key.Describe()
		if r.Key.ID() != "" {
			name = r.Key.ID() + ", " + name
		}
		rows = append(rows, [2]string{"key", name + ", from " + r.KeyFrom})
	case r.KeyFrom != "":
		rows = append(rows, [2]string{"key", "from " + r.KeyFrom})
	}
	if len(r.Checked) > 0 {
		rows = append(rows, [2]string{"checked", strings.Join(r.Checked, ", ")})
	}
	rows = append(rows, [2]string{"as of", r.Now.UTC().Format(time.RFC3339)})
	t.rows(rows, t.p.Cyan)
}

// rows writes pairs in two columns, the second broken at its words.
func (t *textReport) rows(rows [][2]string, paint func(string) string) {
	width := 0
	for _, row := range rows {
		width = max(width, terminal.Width(terminal.Escape(row[0])))
	}
	for _, row := range rows {
		name := terminal.Escape(row[0])
		lines := terminal.Wrap(terminal.Escape(row[1]), max(t.columns()-width-4, narrowest), 0)
		t.line("  %s%s  %s", paint(name), strings.Repeat(" ", width-terminal.Width(name)), lines[0])
		for _, more := range lines[1:] {
			t.line("  %s  %s", strings.Repeat(" ", width), more)
		}
	}
}

// wide is how long a value may be before what it means goes below it.
const wide = 36

// members is the table of one part of the token: name, value, and what it
// means, beside the value or, for a long one, below it.
func (t *textReport) members(part string) {
	type row struct{ name, value, meaning string }
	var rows []row
	names, values := 0, 0
	for _, e := range t.r.Token.Explain(t.r.Now) {
		if e.Part != part {
			continue
		}
		meaning := e.Meaning
		switch {
		case meaning == "":
			meaning = "not one of Clerk's: a custom claim"
			if part == "header" {
				meaning = "not one of Clerk's"
			}
		case e.Reading != "":
			meaning += ": " + e.Reading
		}
		r := row{terminal.Escape(e.Name), shownValue(e.Value), terminal.Escape(meaning)}
		rows = append(rows, r)
		names = max(names, terminal.Width(r.name))
		if w := terminal.Width(r.value); w <= wide {
			values = max(values, w)
		}
	}
	t.title(part)
	if len(rows) == 0 {
		t.line("  %s", t.p.Dim("none"))
	}
	indent := 2 + names + 2 + values + 2
	// Where a meaning has no room beside its value, all go below.
	below := t.columns()-indent < narrowest
	if below {
		indent = 4
	}
	for _, r := range rows {
		lines := terminal.Wrap(r.meaning, max(t.columns()-indent, narrowest), 0)
		head := "  " + t.p.Cyan(r.name) + pad(r.name, names) + "  " + r.value
		if !below && terminal.Width(r.value) <= wide {
			t.line("%s%s  %s", head, pad(r.value, values), t.p.Dim(lines[0]))
			lines = lines[1:]
		} else {
			t.line("%s", head)
		}
		for _, l := range lines {
			t.line("%s%s", strings.Repeat(" ", indent), t.p.Dim(l))
		}
	}
}

func pad(s string, width int) string { return strings.Repeat(" ", max(0, width-terminal.Width(s))) }

// shownValue shows a claim: strings without quotes, unless they could then be
// taken for something else, and everything else as JSON on one line.
func shownValue(raw json.RawMessage) string {
	var s string
	if err := json.Unmarshal(raw, &s); err == nil && plainString(s) {
		return terminal.Escape(s)
	}
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return terminal.Escape(string(raw))
	}
	return terminal.Escape(string(terminal.EscapeJSON(b.Bytes())))
}

// plainString reports whether a string looks like nothing else without quotes.
func plainString(s string) bool {
	if s == "" || s != strings.TrimSpace(s) || s != terminal.Escape(s) || strings.ContainsAny(s[:1], `{["`) {
		return false
	}
	return !json.Valid([]byte(s)) // 12, true, null
}

func (t *textReport) signature(show bool) {
	u := t.r.Token
	t.title("signature")
	s := u.Signature()
	switch {
	case s == "":
		t.line("  none")
	case show:
		t.line("  %s", terminal.Escape(s))
	default:
		t.flow(2, terminal.Span{Text: fmt.Sprintf("  %d bytes, not shown: with it the token could be used (--show-signature)", base64.RawURLEncoding.DecodedLen(len(s)))})
	}
}

// auth shows what a data loader would get.
func (t *textReport) auth() {
	r := t.r
	auth := r.Session.Auth()
	name := "auth context"
	switch {
	case r.Verified != nil && *r.Verified:
	case r.Command == "token inspect" && r.Token.Session != nil:
		auth = r.Token.Session.Auth()
		name = "auth context, if it were valid"
	default:
		return // nobody's
	}
	value := func(s *string) string {
		if s == nil {
			return "null"
		}
		return *s
	}
	t.title(name)
	t.rows([][2]string{{"userId", value(auth.UserID)}, {"sessionId", value(auth.SessionID)}, {"getToken()", "this token"}}, t.p.Cyan)
}

// findings lists what is wrong and what is unusual.
func (t *textReport) findings() {
	r := t.r
	if r.Command == "token inspect" && len(r.Reasons) > 0 {
		var rows [][2]string
		for _, e := range r.Reasons {
			rows = append(rows, [2]string{string(e.Reason), e.Detail})
		}
		t.title("no server should accept it")
		t.rows(rows, t.p.Red)
	}
	if len(r.Warnings) > 0 {
		var rows [][2]string
		for _, w := range r.Warnings {
			rows = append(rows, [2]string{w.Code, w.Text})
		}
		t.title("warnings")
		t.rows(rows, t.p.Yellow)
	}
}
