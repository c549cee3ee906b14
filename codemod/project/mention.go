package project

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// Needles is a set of strings that is searched for all at once, in bytes: the
// question before any parsing, whether a file can matter at all. It is made
// once and may be used by any number of goroutines.
//
// The search looks for the rarest byte of each needle with the processor's own
// byte search and compares around it. Needles with that byte share the pass; for text that is no match, which is nearly all of it, the passes run
// at the speed of memory.
type Needles struct {
	groups  []needleGroup
	longest int
}

// needleGroup are the needles found by one byte.
type needleGroup struct {
	b       byte
	needles []needle
}

// needle is a string and where in it the group's byte stands.
type needle struct {
	text []byte
	at   int
}

// NewNeedles is the set of strings without which a file has nothing to do with
// Clerk, and more strings given: the last parts of the specifiers by which
// modules are imported that pass Clerk's names on. Empty strings are left out.
func NewNeedles(more ...string) *Needles {
	// All three of ours have a k.
	n := &Needles{groups: []needleGroup{{b: 'k'}}}
	for _, text := range append([]string{"@clerk/", "gatsby-plugin-clerk", "Clerk"}, more...) {
		n.add(text)
	}
	return n
}

// shared is how many needles one pass looks for before a new one is begun.
const shared = 8

func (n *Needles) add(text string) {
	if text == "" {
		return
	}
	n.longest = max(n.longest, len(text))
	for i := range n.groups {
		g := &n.groups[i]
		if at := strings.IndexByte(text, g.b); at >= 0 && len(g.needles) < shared {
			g.needles = append(g.needles, needle{[]byte(text), at})
			return
		}
	}
	at := 0
	for i := range len(text) {
		if rarity(text[i]) > rarity(text[at]) {
			at = i
		}
	}
	n.groups = append(n.groups, needleGroup{text[at], []needle{{[]byte(text), at}}})
}

// rarity ranks bytes by how seldom they are in program text: the later in the
// list, the rarer; what is not in it is rarest.
func rarity(b byte) int {
	const common = " etsrinoa\nlc.duhp()f=,mg'/b{}yw;v:Ak\"ESx[]CTI&_0-RDOB|j1N*PF!L>M`+q#?2UQz"
	for i := range len(common) {
		if common[i] == b {
			return i
		}
	}
	return len(common)
}

// In tells whether any of the strings is in the content. UTF-16 text counts as
// the text that it stands for, so that such a file is reported and not passed
// over.
func (n *Needles) In(content []byte) bool {
	if n.in(content) {
		return true
	}
	return bytes.IndexByte(content, 0) >= 0 && n.in(withoutNUL(content))
}

func (n *Needles) in(content []byte) bool {
	for i := range n.groups {
		if n.groups[i].in(content) {
			return true
		}
	}
	return false
}

func (g *needleGroup) in(content []byte) bool {
	for at := 0; ; at++ {
		i := bytes.IndexByte(content[at:], g.b)
		if i < 0 {
			return false
		}
		at += i
		for j := range g.needles {
			one := &g.needles[j]
			if start := at - one.at; start >= 0 && len(content)-start >= len(one.text) &&
				string(content[start:start+len(one.text)]) == string(one.text) {
				return true
			}
		}
	}
}

// Mentions is In for content that is too large to hold: it reads on to the end
// or the first hit, with a fixed amount of memory.
func (n *Needles) Mentions(r io.Reader) (bool, error) {
	const block = 64 << 10
	// Two bytes for each of the longest string, for it may be cut between two
	// blocks in UTF-16 as well.
	keep := 2 * n.longest
	buf := make([]byte, keep+block)
	have := 0
	for {
		read, err := r.Read(buf[have:])
		have += read
		if n.In(buf[:have]) {
			return true, nil
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return false, err
		}
		if have > keep {
			copy(buf, buf[have-keep:have])
			have = keep
		}
	}
}

func withoutNUL(content []byte) []byte {
	out := make([]byte, 0, len(content)/2+1)
	for _, b := range content {
		if b != 0 {
			out = append(out, b)
		}
	}
	return out
}
