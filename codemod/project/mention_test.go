package project

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

func TestNeedles(t *testing.T) {
	tests := []struct {
		content string
		want    bool
	}{
		{"", false},
		{"import { useUser } from '@clerk/nextjs'", true},
		{"require(\"gatsby-plugin-clerk\")", true},
		{"window.Clerk.user", true},
		{"Clerk", true},
		{"xxClerkProvider", true},
		{"clerk", false},
		{"@clerk", false},
		{"@cler/k", false},
		{"CLERK @Clerk/nextjs"[:5], false},
		{"gatsby-plugin-cler", false},
		{"import x from '../lib/session-hooks'", true},
		{"import x from '../lib/session-hook'", false},
		{"k k k k @cl erk/ Cler", false},
		{"ß", true},
	}
	n := NewNeedles("session-hooks", "", "ß")
	for _, tt := range tests {
		if got := n.In([]byte(tt.content)); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.content, got, tt.want)
		}
		for _, big := range []bool{false, true} {
			if tt.content == "" {
				continue
			}
			var text []byte
			for _, u := range utf16.Encode([]rune("\ufeff" + tt.content)) {
				if big {
					text = append(text, byte(u>>8), byte(u))
				} else {
					text = append(text, byte(u), byte(u>>8))
				}
			}
			if got := n.In(text); got != tt.want && tt.content != "ß" {
				t.Errorf("%q in UTF-16: %v, want %v", tt.content, got, tt.want)
			}
		}
	}
}

// TestNeedlesAgreeWithContains compares with the plain search on random text.
func TestNeedlesAgreeWithContains(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		var more []string
		for range rng.IntN(3) {
			more = append(more, randomText(rng, 1+rng.IntN(4)))
		}
		content := randomText(rng, rng.IntN(40))
		want := strings.Contains(content, "@clerk/") || strings.Contains(content, "Clerk")
		for _, m := range more {
			want = want || strings.Contains(content, m)
		}
		n := NewNeedles(more...)
		if got := n.In([]byte(content)); got != want {
			t.Fatalf("%q in %q: %v, want %v", more, content, got, want)
		}
		got, err := n.Mentions(iotest.OneByteReader(strings.NewReader(content)))
		if err != nil || got != want {
			t.Fatalf("%q in %q, read in parts: %v, %v, want %v", more, content, got, err, want)
		}
	}
}

func randomText(rng *rand.Rand, n int) string {
	const letters = "Clerk@/clerkxk"
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[rng.IntN(len(letters))]
	}
	return string(b)
}

// TestMentionsInLargeFiles puts a needle everywhere around the edges of the
// blocks in which a file is read.
func TestMentionsInLargeFiles(t *testing.T) {
	n := NewNeedles()
	filler := bytes.Repeat([]byte("const a = 1;\n"), 20_000)
	for at := 64<<10 - 60; at < 64<<10+60; at++ {
		content := bytes.Clone(filler)
		copy(content[at:], "@clerk/")
		if got, err := n.Mentions(bytes.NewReader(content)); err != nil || !got {
			t.Fatalf("at %d: %v, %v", at, got, err)
		}
	}
	if got, err := n.Mentions(bytes.NewReader(filler)); err != nil || got {
		t.Errorf("without: %v, %v", got, err)
	}
	failed := errors.New("disk on fire")
	if _, err := n.Mentions(io.MultiReader(bytes.NewReader(filler), iotest.ErrReader(failed))); !errors.Is(err, failed) {
		t.Errorf("a failing reader: %v", err)
	}
}

// endless is a large file that is nowhere.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range p[:n] {
		p[i] = "const key = call(k);\n"[i%21]
	}
	e.left -= n
	return n, nil
}

func TestMentionsMemoryIsFlat(t *testing.T) {
	n := NewNeedles()
	for _, size := range []int{1 << 20, 50 << 20} {
		result := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				if got, err := n.Mentions(&endless{size}); got || err != nil {
					b.Fatal(got, err)
				}
			}
		})
		if result.AllocedBytesPerOp() > 128<<10 {
			t.Errorf("%d MB take %d bytes of memory", size>>20, result.AllocedBytesPerOp())
		}
	}
}

// program is text in the manner of the files that are searched, without a hit.
func program(size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "import { useState%d } from 'react'\nexport const Thing%d = ({ key, look }) => {\n  const [back, setBack] = useState%d(key ?? 'token')\n  return <div className=\"mx-auto bg-gray-100\" onClick={() => setBack(look)}>{back}</div>\n}\n\n", i, i, i)
	}
	return b.Bytes()[:size]
}

func BenchmarkNeedles(b *testing.B) {
	content := program(7 << 10)
	for _, extra := range []int{0, 4, 40} {
		var more []string
		for i := range extra {
			more = append(more, fmt.Sprintf("%s-%d", []string{"auth", "hooks/session", "useMe", "provider", "clerk"}[i%5], i))
		}
		n := NewNeedles(more...)
		b.Run(fmt.Sprint("extra=", extra), func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				if n.In(content) {
					b.Fatal("found")
				}
			}
		})
	}
}
