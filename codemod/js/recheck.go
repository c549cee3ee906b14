package js

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Recheck reports whether an edited text is still sound: any diagnostic that
// the text before did not have (a syntax error, a name declared twice, an
// assignment to a constant, a duplicate attribute) is an error. Both the
// parser of this package and esbuild's present release are asked.
func Recheck(name, before, after string) error {
	d := dialectOf(name)
	if err := guard(after, d); err != nil {
		return err
	}
	for _, diagnostics := range [...]func(name, src string, d dialect) []string{ownDiagnostics, publicDiagnostics} {
		found := diagnostics(name, after, d)
		if len(found) == 0 {
			continue // as nearly always; what was wrong before does not matter then
		}
		if text, fresh := firstNew(diagnostics(name, before, d), found); fresh {
			return errors.New(text)
		}
	}
	return nil
}

// firstNew finds a message that occurs in after more often than in before.
func firstNew(before, after []string) (string, bool) {
	known := map[string]int{}
	for _, m := range before {
		known[m]++
	}
	for _, m := range after {
		if known[m]--; known[m] < 0 {
			return m, true
		}
	}
	return "", false
}

func ownDiagnostics(name, src string, d dialect) []string {
	_, out, err := parseTree(name, src, d)
	if err != nil {
		out = append(out, err.Text)
	}
	return out
}

func publicDiagnostics(name, src string, d dialect) []string {
	loader := api.LoaderJSX
	tsconfig := ""
	if d.typescript {
		loader = api.LoaderTS
		if d.jsx {
			loader = api.LoaderTSX
		}
		tsconfig = `{"compilerOptions":{"verbatimModuleSyntax":true,"experimentalDecorators":true}}`
	}
	result := api.Transform(src, api.TransformOptions{
		Loader: loader, JSX: api.JSXPreserve, LogLevel: api.LogLevelSilent, LogLimit: 0,
		Sourcefile: path.Base(name), TsconfigRaw: tsconfig,
	})
	var out []string
	for _, m := range append(result.Errors, result.Warnings...) {
		out = append(out, m.Text)
	}
	return out
}

// secondOpinion asks esbuild's present release about a text that the older
// parser refuses, so that the message says whose fault it is.
func secondOpinion(name, src string, d dialect, err *ParseError) *ParseError {
	if !err.grammar || len(publicDiagnostics(name, src, d)) > 0 {
		return err
	}
	newer := *err
	newer.Text = fmt.Sprintf("%s (esbuild's present release reads this file; its syntax is newer than the tree that edits need)", strings.TrimSuffix(err.Text, "."))
	return &newer
}
