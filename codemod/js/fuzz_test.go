package js

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"
)

// seed adds the sources of the goldens, whole and by line.
func seed(f *testing.F) {
	archives, err := filepath.Glob(filepath.Join(goldenDir, "*.txtar"))
	if err != nil || len(archives) == 0 {
		f.Fatalf("no archives in %s (%v)", goldenDir, err)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			dialect := slices.Index(fuzzDialects, filepath.Ext(file.Name))
			if dialect < 0 {
				continue // a golden
			}
			f.Add(string(file.Data), uint8(dialect))
			for line := range strings.Lines(string(file.Data)) {
				for dialect := range fuzzDialects {
					f.Add(line, uint8(dialect))
				}
			}
		}
	}
}

var fuzzDialects = []string{".js", ".ts", ".tsx"}

func fuzzName(dialect uint8) string { return "a" + fuzzDialects[int(dialect)%len(fuzzDialects)] }

// FuzzParse asserts that no text makes the parser or the tree fail, and that
// the tokens of what is read tile the text.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string, dialect uint8) {
		if len(src) > 4_000 {
			return
		}
		checkParse(t, fuzzName(dialect), src)
	})
}

// fragments are what FuzzFragments puts texts together from: of bytes at
// random hardly any text can be parsed.
var fragments = strings.Split("a|b.c|x =|(|)|[|]|{|}|;|\n|,|1|-|+|'s'|\"it's\"|`t`|`t${|}t`|/r'/|&&|||||??|===|==|?|:|=>|...|async|await|function f(|"+
	"function (|class A {|static|get p()|const a =|let {|var [|if (a)|else|for (const a of|while (b)|do|return|throw|try {|} catch (e) {|switch (a) { case|"+
	"import|export|default|from 's'|* as|type|as|as T|satisfies U|!|?.|<A>|</A>|<A b=|/>|<b|<|>|<T>(|: T|: A<B>|= 2|enum E {|namespace N {|interface I {|"+
	"false|true|null|undefined|void 0|typeof|new|delete|in|of|#p|@d|@d()|// c\n|/* c */|it's|{/* c */}|{'s'}|yield|function* g(|x++|--x|\"use strict\"|"+
	"readonly|private|abstract|declare|keyof|extends|implements|super|this|import.meta|new.target|export =|require('s')|\r\n|\u2028|\ufeff|\\u0061|é|0 &&|'' ||", "|")

// FuzzFragments is FuzzParse over texts of such fragments.
func FuzzFragments(f *testing.F) {
	for i := range fragments {
		f.Add([]byte{byte(i), 4, byte(i), 9, byte(i + 1)}, uint8(i))
	}
	f.Fuzz(func(t *testing.T, choice []byte, dialect uint8) {
		var b strings.Builder
		for _, c := range choice[:min(len(choice), 60)] {
			b.WriteString(fragments[int(c)%len(fragments)])
			if c >= 128 {
				b.WriteByte(' ')
			}
		}
		checkParse(t, fuzzName(dialect), b.String())
	})
}

// checkParse asserts what holds for any text at all: nothing fails, and ranges
// are where they say.
func checkParse(t *testing.T, name, src string) *File {
	file, err := Parse(name, src)
	if err != nil {
		if strings.Contains(err.Error(), "the syntax tree could not be read") {
			t.Fatalf("%s %q: %v", name, src, err)
		}
		return nil
	}
	if err := checkTree(file); err != nil {
		t.Errorf("%s %q: %v", name, src, err)
	}
	if err := checkTiling(src, file.Tokens, file.Comments); err != nil {
		t.Errorf("%s %q: %v", name, src, err)
	}
	return file
}

// checkExact is checkParse for programs of the kind that people write: every
// node has a place, too. Nonsense that the parser computes before anybody sees
// it, such as null?.a, has none.
func checkExact(t *testing.T, name, src string) {
	file := checkParse(t, name, src)
	if file == nil {
		return
	}
	if n, first := synthetics(file); n > 0 {
		t.Errorf("%s %q: %d nodes without a place, first %T", name, src, n, first)
	}
	if err := checkStatements(file); err != nil && !file.TypeScript {
		t.Errorf("%s %q: %v", name, src, err)
	}
}

// FuzzScan asserts that the scan without a parse, whatever it guesses, ends
// and tiles the text, and that no text makes the guard fail.
func FuzzScan(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string, dialect uint8) {
		d := dialectOf(fuzzName(dialect))
		for _, s := range []scanner{{src: src}, {src: src, guessJSX: true}, {src: src, maxStack: 3}} {
			s.scan()
			if !s.overflow {
				if err := checkTiling(src, s.tokens, s.comments); err != nil {
					t.Errorf("%q: %v", src, err)
				}
			}
			c := depthCounter{src: src, tokens: s.tokens, typescript: d.typescript}
			if at, deep := c.count(); deep && at > len(src) {
				t.Errorf("%q: too deep at %d", src, at)
			}
			if n := len(c.levels); n == 0 || c.depth < 0 {
				t.Errorf("%q: %d levels, depth %d", src, n, c.depth)
			}
		}
	})
}

// checkTiling asserts that tokens and comments lie one after the other, with
// nothing but space between, and that brackets match each other.
func checkTiling(src string, tokens []Token, comments []Comment) error {
	end, comment := 0, 0
	space := func(from, to int) error {
		for comment < len(comments) && comments[comment].Start < to {
			c := comments[comment]
			if c.Start < from || c.End > to {
				return fmt.Errorf("comment %v overlaps a token", c.Range)
			}
			if s := trimSpace(src[from:c.Start]); s != "" {
				return fmt.Errorf("%q at %d is in no token", s, from)
			}
			from = c.End
			comment++
		}
		if s := trimSpace(src[from:to]); s != "" {
			return fmt.Errorf("%q at %d is in no token", s, from)
		}
		return nil
	}
	for i, t := range tokens {
		if t.Start < end || t.End < t.Start || t.End > len(src) {
			return fmt.Errorf("token %d at %d..%d follows %d", i, t.Start, t.End, end)
		}
		if err := space(end, t.Start); err != nil {
			return err
		}
		end = t.End
		if t.Kind == TokEOF != (i == len(tokens)-1) {
			return fmt.Errorf("token %d of %d is the end", i, len(tokens))
		}
		if m := int(t.Match); m >= len(tokens) || m >= 0 && t.Kind == TokPunct && int(tokens[m].Match) != i {
			return fmt.Errorf("token %d matches %d, which does not match it", i, m)
		}
	}
	return nil
}

func trimSpace(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return r == '\ufeff' || unicode.IsSpace(r) })
}
