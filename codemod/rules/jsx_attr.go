package rules

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// removeAttr is the edit that takes an attribute out of its tag.
//
// The white space before it goes along. A tag that has neither an attribute
// nor a comment left closes where it opened, in " />" or ">".
func removeAttr(f *js.File, elem *js.JSXElement, attr *js.JSXAttr) codemod.Edit {
	r := attr.Range()
	start := beforeSpace(f.Src, r.Start)
	end := tagEnd(f.Src, elem)
	if end >= r.End && len(elem.Attrs) == 1 && !commented(f, js.Range{Start: elem.OpenTag.Start, End: r.Start}) && !commented(f, js.Range{Start: r.End, End: end}) {
		left := ""
		if elem.SelfClosing {
			left = " "
		}
		return codemod.Replace(js.Range{Start: start, End: end}, left)
	}
	return removeSpaced(f, start, r)
}

// removeSpaced is the edit that removes r and the white space before it, which
// begins at start. It never joins what follows to a // comment, nor two words.
func removeSpaced(f *js.File, start int, r js.Range) codemod.Edit {
	after := afterSpace(f.Src, r.End)
	if lineCommentEndsAt(f, start) && !strings.ContainsAny(f.Src[r.End:after], "\r\n") {
		// The newline before r ends the comment: leave it, with the
		// indentation, to what follows.
		return codemod.Delete(js.Range{Start: r.Start, End: after})
	}
	left := ""
	if after == r.End && start > 0 && after < len(f.Src) && isWordByte(f.Src[start-1]) && isWordByte(f.Src[after]) {
		left = " "
	}
	return codemod.Replace(js.Range{Start: start, End: r.End}, left)
}

// tagEnd is the offset of the ">" or "/>" that ends the opening tag; -1 where
// the tag's end is not known.
func tagEnd(src string, elem *js.JSXElement) int {
	end := elem.OpenTag.End - 1
	if end < 0 {
		return -1
	}
	if elem.SelfClosing {
		end = strings.LastIndexByte(src[:end], '/')
	}
	return end
}

// commented reports whether a comment begins within r.
func commented(f *js.File, r js.Range) bool { return len(f.CommentsIn(r)) > 0 }

// lineCommentEndsAt reports whether a // comment ends right before offset.
func lineCommentEndsAt(f *js.File, offset int) bool {
	line := strings.LastIndexAny(f.Src[:offset], "\r\n") + 1
	for _, c := range f.CommentsIn(js.Range{Start: line, End: offset}) {
		if !c.Block && beforeSpace(f.Src, c.End) == offset {
			return true
		}
	}
	return false
}

// beforeSpace is the beginning of the white space that ends at offset.
func beforeSpace(src string, offset int) int {
	return len(strings.TrimRight(src[:offset], " \t\r\n"))
}

// afterSpace is the end of the white space that begins at offset.
func afterSpace(src string, offset int) int {
	return len(src) - len(strings.TrimLeft(src[offset:], " \t\r\n"))
}

// isWordByte reports whether the byte can be part of a name.
func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c == '-' || c >= 0x80 ||
		'0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
