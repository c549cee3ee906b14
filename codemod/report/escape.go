package report

import "github.com/clerkctl/clerkctl/internal/terminal"

// Escape makes text from a file safe to show on one line.
func Escape(s string) string { return terminal.Escape(s) }

// unsafeRune reports whether the character must not reach a terminal as it is.
func unsafeRune(r rune) bool { return terminal.Unsafe(r) }

// escapeJSON does so inside a JSON text, with JSON's own escapes.
func escapeJSON(b []byte) []byte { return terminal.EscapeJSON(b) }
