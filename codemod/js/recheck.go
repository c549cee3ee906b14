package js

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/ije/esbuild-internal/ast"
	"github.com/ije/esbuild-internal/js_ast"
)

// Recheck reports whether an edited text is still sound for the parser of this
// package: any diagnostic that the text before did not have (a syntax error, a
// name declared twice, an assignment to a constant, a duplicate attribute) is
// an error.
func Recheck(name, before, after string) error {
	d := dialectOf(name)
	if err := guard(after, d); err != nil {
		return err
	}
	return compare(ownDiagnostics, name, before, after, d)
}

// RecheckRelease asks esbuild's present release the same about a text that
// passed Recheck. It takes three times as long, for esbuild also links and
// prints what it reads: it is for texts that are about to be used.
func RecheckRelease(name, before, after string) error {
	return compare(releaseDiagnostics, name, before, after, dialectOf(name))
}

// compare is an error where a text has a diagnostic that it did not have
// before. What was wrong then is asked only where something is now.
func compare(diagnostics func(name, src string, d dialect) []string, name, before, after string, d dialect) error {
	found := diagnostics(name, after, d)
	if len(found) == 0 {
		return nil
	}
	if text, fresh := firstNew(diagnostics(name, before, d), found); fresh {
		return errors.New(text)
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
	_, tree, out, err := parseInput(name, src, d)
	switch {
	case err != nil:
		out = append(out, err.Text)
	case d.typescript:
		out = append(out, importsDeclaredAgain(tree)...)
	}
	return out
}

// importsDeclaredAgain are complaints about imported names that the file
// imports or declares once more. In TypeScript the parser lets that pass, for
// an import may be of a type.
func importsDeclaredAgain(tree *js_ast.AST) []string {
	imported := map[string]bool{}
	var out []string
	declare := func(ref ast.Ref, isImport bool) {
		if ref == ast.InvalidRef {
			return
		}
		name := tree.Symbols[ref.InnerIndex].OriginalName
		if imported[name] {
			out = append(out, fmt.Sprintf("The symbol %q has already been declared", name))
		}
		imported[name] = imported[name] || isImport
	}
	for _, imports := range []bool{true, false} {
		for i := range tree.Parts {
			for _, s := range tree.Parts[i].Stmts {
				d, isImport := s.Data.(*js_ast.SImport)
				if isImport != imports {
					continue
				}
				if isImport {
					if d.DefaultName != nil {
						declare(d.DefaultName.Ref, true)
					}
					if d.StarNameLoc != nil {
						declare(d.NamespaceRef, true)
					}
					if d.Items != nil {
						for _, item := range *d.Items {
							declare(item.Name.Ref, true)
						}
					}
					continue
				}
				switch d := s.Data.(type) {
				case *js_ast.SFunction:
					declare(d.Fn.Name.Ref, false)
				case *js_ast.SClass:
					declare(d.Class.Name.Ref, false)
				case *js_ast.SLocal:
					for _, decl := range d.Decls {
						if id, ok := decl.Binding.Data.(*js_ast.BIdentifier); ok {
							declare(id.Ref, false)
						}
					}
				}
			}
		}
	}
	return out
}

func releaseDiagnostics(name, src string, d dialect) []string {
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
	if !err.grammar || len(releaseDiagnostics(name, src, d)) > 0 {
		return err
	}
	newer := *err
	newer.Text = fmt.Sprintf("%s (esbuild's present release reads this file; its syntax is newer than the tree that edits need)", strings.TrimSuffix(err.Text, "."))
	return &newer
}
