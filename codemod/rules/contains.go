package rules

import "strings"

// contains is strings.Contains for words in program text, of which a file is
// asked for some forty. It looks for the word's rarest byte with the
// processor's own search, which goes over a file of a few kilobytes in the time
// that the library's takes for a line.
func contains(text, word string) bool {
	if word == "" {
		return true
	}
	at := 0
	for i := 1; i < len(word); i++ {
		if rarity(word[i]) > rarity(word[at]) {
			at = i
		}
	}
	for from := at; from < len(text); from++ {
		i := strings.IndexByte(text[from:], word[at])
		if i < 0 {
			return false
		}
		from += i
		if strings.HasPrefix(text[from-at:], word) {
			return true
		}
	}
	return false
}

// rarity ranks the bytes of names by how seldom they are in program text.
func rarity(b byte) int {
	const common = "etrsonialcdpumfghbyvwkxjqz"
	if i := strings.IndexByte(common, b); i >= 0 {
		return i
	}
	return len(common) // capitals, digits, marks
}
