package terminal

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain":           "plain",
		"ä 漢 🙂":           "ä 漢 🙂",
		"\x1b[31m":        `\x1b[31m`,
		"a\nb\tc\r":       `a\nb\tc\r`,
		"\x7f\u009b":      `\x7f\x9b`,
		"\u202eabc\u2066": `\u202eabc\u2066`,
		"\xff":            `\xff`,
		"\u2028\ufeff":    `\u2028\ufeff`,
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

// EscapeJSON changes how a text is spelled, never what it says.
func TestEscapeJSON(t *testing.T) {
	want := "é\u009b31m \u202e 漢\x1b\n"
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	out := EscapeJSON(append(text, '\n'))
	if strings.ContainsAny(string(out), "\u009b\u202e\x1b") {
		t.Errorf("unsafe characters in %q", out)
	}
	var got string
	if err := json.Unmarshal(out, &got); err != nil || got != want {
		t.Errorf("%q reads as %q (%v), want %q", out, got, err, want)
	}
}

func TestPaint(t *testing.T) {
	if got := NewPaint(false).Red("x"); got != "x" {
		t.Errorf("without colour: %q", got)
	}
	if got := NewPaint(true).Red("x"); !strings.Contains(got, "\x1b[31m") || Width(got) != 1 {
		t.Errorf("with colour: %q, %d columns", got, Width(got))
	}
}
