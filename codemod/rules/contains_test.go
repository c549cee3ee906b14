package rules

import (
	"strings"
	"testing"
)

func TestContains(t *testing.T) {
	for _, text := range []string{
		"", "a", "signUpURL", "xsignUpURL", "signUpURLx", "signUpUR", "ignUpURL", "U", "UUUU", "signUpURlsignUpURL", "const { a } = signUp.URL;",
		".fn(", "jest.fn()", "f(n)", "mock", "mmock", "moc k", strings.Repeat("signUpUR ", 500) + "L",
	} {
		for _, word := range []string{"", "a", "U", "signUpURL", ".fn(", "mock", "signUpUR L", "é"} {
			if got, want := contains(text, word), strings.Contains(text, word); got != want {
				t.Errorf("contains(%q, %q) = %v", text, word, got)
			}
		}
	}
}

// The words of the tables in a text that has none of them.
func BenchmarkContains(b *testing.B) {
	text := strings.Repeat("export const fieldLabel = (props: Props) => <SomeLabel onUpdate={(next) => props.onChange(next)} />; // Untouched\n", 70)
	var words []string
	for _, c := range Next().Components {
		for _, r := range c.Renames {
			words = append(words, r.Old)
		}
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for _, w := range words {
			if contains(text, w) {
				b.Fatal(w)
			}
		}
	}
}
