package js

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
		file, err := Parse(fuzzName(dialect), src)
		if err != nil {
			if strings.Contains(err.Error(), "the syntax tree could not be read") {
				t.Fatalf("%q: %v", src, err)
			}
			return
		}
		if err := checkTree(file); err != nil {
			t.Errorf("%q: %v", src, err)
		}
		if err := checkTiling(src, file.Tokens, file.Comments); err != nil {
			t.Errorf("%q: %v", src, err)
		}
		if len(file.Symbols) > 0 {
			file.ScopeOf(file.Program).Lookup(file.Symbols[0].Name)
		}
	})
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
			if s := strings.TrimSpace(src[from:c.Start]); strings.Trim(s, "\ufeff") != "" {
				return fmt.Errorf("%q at %d is in no token", s, from)
			}
			from = c.End
			comment++
		}
		if s := strings.TrimSpace(src[from:to]); strings.Trim(s, "\ufeff") != "" {
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
