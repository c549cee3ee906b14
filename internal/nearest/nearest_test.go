package nearest

import "testing"

func TestWord(t *testing.T) {
	words := []string{"use-user", "use-session", "user-button-props", "user-get-token", "sign-in-props", "sign-up-props"}
	for word, want := range map[string]string{
		"use-usr": "use-user", "useuser": "use-user", "USE-USER": "use-user", "sing-in-props": "sign-in-props",
		"user-button": "user-button-props", "user-use": "use-user", "x": "", "": "", "something-else": "",
	} {
		if got := Word(word, words); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
