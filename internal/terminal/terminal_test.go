package terminal

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
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
	for _, test := range []struct {
		profile                Profile
		red, green, attn, name string
	}{
		{Plain, "x", "x", "x", "x"},
		{Colors16, "\x1b[31mx\x1b[0m", "\x1b[32mx\x1b[0m", "\x1b[35mx\x1b[0m", "\x1b[1mx\x1b[0m"},
		{Colors256, "\x1b[38;5;167mx\x1b[0m", "\x1b[38;5;29mx\x1b[0m", "\x1b[38;5;136mx\x1b[0m", "\x1b[38;5;31mx\x1b[0m"},
		{TrueColor, "\x1b[38;2;229;56;59mx\x1b[0m", "\x1b[38;2;26;143;54mx\x1b[0m", "\x1b[38;2;176;105;0mx\x1b[0m", "\x1b[38;2;13;135;154mx\x1b[0m"},
	} {
		p := NewPaint(test.profile)
		if p.Red("x") != test.red || p.Green("x") != test.green || p.Yellow("x") != test.attn || p.Cyan("x") != test.name {
			t.Errorf("profile %d: %q %q %q %q", test.profile, p.Red("x"), p.Green("x"), p.Yellow("x"), p.Cyan("x"))
		}
		if Width(p.Red("x")) != 1 || p.Colored() != (test.profile != Plain) {
			t.Errorf("profile %d: %d columns, colours: %v", test.profile, Width(p.Red("x")), p.Colored())
		}
	}
}

func TestProfileOf(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		want Profile
	}{
		{map[string]string{"TERM": "xterm"}, Colors16},
		{map[string]string{"TERM": "xterm-256color"}, Colors256},
		{map[string]string{"TERM": "tmux-256color", "COLORTERM": "truecolor"}, TrueColor},
		{map[string]string{"TERM": "screen-256color", "COLORTERM": "truecolor"}, Colors256},
		{map[string]string{"TERM": "dumb"}, Colors16}, // coloured because somebody insists
	} {
		if got := ProfileOf(func(name string) string { return test.env[name] }); runtime.GOOS != "windows" && got != test.want {
			t.Errorf("%v: profile %d, want %d", test.env, got, test.want)
		}
	}
}

// The shades can be read on dark and on light: three to one is what the
// guidelines for accessible content ask for between neighbouring parts.
func TestShadesStandOut(t *testing.T) {
	backgrounds := map[string]string{"black": "#000000", "dark grey": "#1e1e1e", "Solarized dark": "#002b36", "white": "#ffffff", "Solarized light": "#fdf6e3"}
	for name, shade := range map[string]lipgloss.CompleteColor{"red": red, "green": green, "yellow": yellow, "cyan": cyan} {
		for _, profile := range []Profile{Colors256, TrueColor} {
			text := shade.TrueColor
			if profile == Colors256 {
				text = shade.ANSI256
			}
			color := termenv.ConvertToRGB(profile.of().Color(text)).Hex()
			for where, background := range backgrounds {
				if got := contrast(t, color, background); got < 3 {
					t.Errorf("%s (%s) on %s: contrast %.2f, want 3", name, color, where, got)
				}
			}
		}
	}
}

// contrast is the contrast ratio of two colours as WCAG 2 defines it.
func contrast(t *testing.T, a, b string) float64 {
	luminance := func(hex string) float64 {
		var c [3]uint8
		if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			v := float64(c[i]) / 255
			if v <= 0.03928 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += weight * v
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
