package script

import (
	"sort"
	"unicode/utf8"
)

// units translates between bytes and UTF-16 units, in which JavaScript counts.
type units struct {
	src string
	// wide are the characters that take another number of bytes than of
	// units; nil where there are none.
	wide []wide
}

// wide is the end of such a character, in both measures.
type wide struct{ bytes, units int }

func newUnits(src string) *units {
	u := &units{src: src}
	count := 0
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf {
			i++
			count++
			continue
		}
		r, size := utf8.DecodeRuneInString(src[i:])
		i += size
		count++
		if r >= 0x10000 {
			count++
		}
		u.wide = append(u.wide, wide{i, count})
	}
	return u
}

// of is a byte offset in units.
func (u *units) of(offset int) int {
	i := sort.Search(len(u.wide), func(i int) bool { return u.wide[i].bytes > offset })
	if i == 0 {
		return offset
	}
	return u.wide[i-1].units + offset - u.wide[i-1].bytes
}

// bytes is an offset in units as bytes. ok is false beyond the text, and
// between the two units of one character.
func (u *units) bytes(offset int) (at int, ok bool) {
	if offset < 0 {
		return 0, false
	}
	i := sort.Search(len(u.wide), func(i int) bool { return u.wide[i].units > offset })
	at = offset
	if i > 0 {
		at = u.wide[i-1].bytes + offset - u.wide[i-1].units
	}
	if at > len(u.src) || i < len(u.wide) && at > u.wide[i].bytes-utf8Len(u.src, u.wide[i].bytes) {
		return 0, false
	}
	return at, true
}

// utf8Len is the length of the character that ends at an offset.
func utf8Len(src string, end int) int {
	_, size := utf8.DecodeLastRuneInString(src[:end])
	return size
}
