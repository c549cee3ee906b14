package codemod

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// StatementAfter is the edit that adds statements after stmt, one line each,
// in the file's own style. text holds the statements without their final
// semicolons. stmt must stand in a statement list: see [js.StatementOf].
func (p *Pass) StatementAfter(stmt js.Node, text ...string) Edit {
	return statementsAfter(p.File.File, stmt.Range(), text)
}

// statementsAfter adds statements after the one at r.
//
// They follow its last token and any comment on that line. Where other code
// shares the line they stay on it, after one space. They end with a semicolon
// if the statement does, and a `;` that opens a later line, as people write
// who use no semicolons, stays with that line.
func statementsAfter(f *js.File, r js.Range, text []string) Edit {
	first, last := f.TokenAt(r.Start), lastToken(f, r)
	semicolon := false
	if f.Tok(last) == ";" && last > first {
		if f.Tokens[last].NewlineBefore {
			last--
		} else {
			semicolon = true
		}
	}
	end := f.Tokens[last].End
	next := f.Tokens[last+1]
	shared := next.Kind != js.TokEOF && !strings.ContainsAny(f.Src[end:next.Start], "\r\n")
	if first > 0 && !strings.ContainsAny(f.Src[f.Tokens[first-1].End:r.Start], "\r\n") {
		shared = true
	}

	var b strings.Builder
	if shared {
		// Without a semicolon only a "}" or the line's end can follow here.
		for _, t := range text {
			if semicolon {
				b.WriteString(" " + t + ";")
			} else {
				b.WriteString("; " + t)
			}
		}
		return Insert(end, b.String())
	}

	newline, indent := newlineOf(f, end), indentOf(f, r.Start)
	for _, t := range text {
		b.WriteString(newline)
		b.WriteString(indent)
		if !semicolon && t != "" && strings.IndexByte("([`+-/", t[0]) >= 0 {
			// Without it the line before would swallow this one.
			b.WriteByte(';')
		}
		b.WriteString(t)
		if semicolon {
			b.WriteByte(';')
		}
	}
	return Insert(lineEnd(f, end, next.Start), b.String())
}

// lastToken is the index of the last token of r.
func lastToken(f *js.File, r js.Range) int {
	i := f.TokenAt(r.End)
	for i > 0 && f.Tokens[i].Start >= r.End {
		i--
	}
	return i
}

// lineEnd is the end of the comments that stand on the line of end. A comment
// that goes on to later lines belongs to what follows it.
func lineEnd(f *js.File, end, next int) int {
	for _, c := range f.CommentsIn(js.Range{Start: end, End: next}) {
		if strings.ContainsAny(f.Src[end:c.Start], "\r\n") {
			break
		}
		text := strings.TrimRight(f.Text(c.Range), "\r\n")
		if strings.ContainsAny(text, "\r\n") {
			break
		}
		end = c.Start + len(text)
	}
	return end
}

// newlineOf is the line terminator in use at offset: that of its line, else
// of the line before, else "\n".
func newlineOf(f *js.File, offset int) string {
	if i := strings.IndexByte(f.Src[offset:], '\n'); i >= 0 {
		return terminator(f.Src, offset+i)
	}
	if i := strings.LastIndexByte(f.Src[:offset], '\n'); i >= 0 {
		return terminator(f.Src, i)
	}
	return "\n"
}

func terminator(src string, lf int) string {
	if lf > 0 && src[lf-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// indentOf is the white space at the beginning of the line of offset.
func indentOf(f *js.File, offset int) string {
	start := strings.LastIndexAny(f.Src[:offset], "\r\n") + 1
	line := strings.TrimPrefix(f.Src[start:offset], "\ufeff")
	for i, c := range line {
		if c != ' ' && c != '\t' {
			return line[:i]
		}
	}
	return line
}
