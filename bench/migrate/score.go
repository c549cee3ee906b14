package main

import "strings"

// score is how much of what a tool wrote is right.
type score struct {
	name string
	// due is how many files have to change; exact of them are as they have to
	// be to the byte, alike of them but for layout.
	due, exact, alike int
	// spoilt is how many files were changed that have to stay as they are.
	spoilt int
}

func scoreOf(name string, old, want, got map[string]string) score {
	s := score{name: name}
	for path, text := range want {
		switch {
		case text == old[path]:
			if got[path] != text {
				s.spoilt++
			}
			continue
		case got[path] == text:
			s.exact++
			s.alike++
		case bare(got[path]) == bare(text):
			s.alike++
		}
		s.due++
	}
	return s
}

// bare is a text without what a formatter would bring in order: white space,
// semicolons, the kind of quotes, commas at the end and parentheses.
func bare(text string) string {
	text = strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", ";", "", "'", `"`, "(", "", ")", "").Replace(text)
	return strings.NewReplacer(",}", "}", ",]", "]").Replace(text)
}
