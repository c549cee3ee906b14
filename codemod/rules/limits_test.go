package rules

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestLimits checks that texts made to hurt a rule take about as long as
// others of their size. Every text is well below the size that a run reads.
func TestLimits(t *testing.T) {
	const importing = `import { SignIn, RedirectToSignIn, useClerk } from "@clerk/nextjs";` + "\n"
	tests := []struct {
		name string
		text func() string
	}{
		{"constants that spread each other twice", func() string {
			var b strings.Builder
			b.WriteString("const c0 = { afterSignIn: 1 };\n")
			for i := 1; i < 60; i++ {
				fmt.Fprintf(&b, "const c%d = { ...c%d, ...c%d };\n", i, i-1, i-1)
			}
			b.WriteString("export const e = <SignIn {...c59} />;\n")
			return b.String()
		}},
		{"constants that choose between each other", func() string {
			var b strings.Builder
			b.WriteString("const c0 = { afterSignIn: 1 };\n")
			for i := 1; i < 60; i++ {
				fmt.Fprintf(&b, "const c%d = { ...(x ? c%d : c%d) };\n", i, i-1, i-1)
			}
			b.WriteString("export const e = <SignIn {...c59} />;\n")
			return b.String()
		}},
		{"constants in a circle", func() string {
			return "const a = { ...b, afterSignIn: 1 }, b = { ...a };\nexport const e = <SignIn {...a} {...b} />;\n"
		}},
		{"one object with very many old keys", func() string {
			return "useClerk().openSignIn({" + strings.Repeat("...{ afterSignIn: 1 },\n", 10_000) + "});\n"
		}},
		{"very many constants", func() string {
			var b strings.Builder
			for i := range 5_000 {
				fmt.Fprintf(&b, "const c%d = { afterSignIn: 1 };\nexport const e%d = <SignIn {...c%d}/>;\n", i, i, i)
			}
			return b.String()
		}},
		{"very many calls", func() string {
			return "const clerk = useClerk();\n" + strings.Repeat("clerk.openSignIn({ afterSignIn: 1 });\n", 10_000)
		}},
		{"one object with very many old and new keys", func() string {
			return "useClerk().openSignIn({" + strings.Repeat("...{ afterSignIn: 1 }, ...{ afterSignInUrl: 1 },\n", 5_000) + "});\n"
		}},
		{"one element with very many spreads", func() string {
			return "export const e = <RedirectToSignIn" + strings.Repeat("\n{...{ returnBack: true }}", 5_000) + "/>;\n"
		}},
		{"one constant with many keys and many uses", func() string {
			return "const c = {" + strings.Repeat("...{ afterSignIn: 1 },\n", 5_000) + "};\nexport const e = [" +
				strings.Repeat("<SignIn {...c}/>,\n", 5_000) + "];\n"
		}},
		{"booleans made of booleans", func() string {
			var b strings.Builder
			b.WriteString("const b0 = !x;\n")
			for i := 1; i < 60; i++ {
				fmt.Fprintf(&b, "const b%d = x ? b%d : b%d;\n", i, i-1, i-1)
			}
			b.WriteString("useClerk().redirectToSignIn(b59);\n")
			return b.String()
		}},
		{"objects made of objects", func() string {
			var b strings.Builder
			b.WriteString("const b0 = {};\n")
			for i := 1; i < 60; i++ {
				fmt.Fprintf(&b, "const b%d = x ? b%d : b%d;\n", i, i-1, i-1)
			}
			b.WriteString("useClerk().redirectToSignIn(b59);\n")
			return b.String()
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			fixed(t, importing+tt.text())
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}
