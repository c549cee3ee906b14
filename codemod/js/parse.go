package js

import (
	"fmt"
	"maps"
	"path"
	"strings"

	"github.com/ije/esbuild-internal/ast"
	"github.com/ije/esbuild-internal/compat"
	"github.com/ije/esbuild-internal/config"
	"github.com/ije/esbuild-internal/js_ast"
	"github.com/ije/esbuild-internal/js_parser"
	"github.com/ije/esbuild-internal/logger"
)

// Reason is why a file could not be read.
type Reason string

// The reasons of a [ParseError].
const (
	// Syntax: the text is not what its name says it is.
	Syntax Reason = "parse-error"
	// TooDeep: nesting beyond what the parser survives.
	TooDeep Reason = "too-deep"
)

// ParseError says why and where a file cannot be read.
type ParseError struct {
	Reason Reason
	// Line and Column say where, both from 1; the column counts bytes.
	Line, Column int
	// Text is the parser's own message.
	Text string

	// grammar is true where the parser could not go on, false for what is
	// wrong but can be read, such as a name declared twice.
	grammar bool
}

func (e *ParseError) Error() string { return e.Text }

// dialect is what a file's name says about its syntax.
type dialect struct {
	typescript, jsx bool
}

func dialectOf(name string) dialect {
	switch strings.ToLower(path.Ext(name)) {
	case ".ts", ".mts", ".cts":
		return dialect{typescript: true}
	case ".tsx":
		return dialect{typescript: true, jsx: true}
	}
	return dialect{jsx: true}
}

// IsDeclaration reports whether a file of that name only declares what exists
// elsewhere (.d.ts and its kin). It holds no code, so there is nothing in it to
// find, and [Parse] refuses some of what is right in one, such as a constant
// without a value.
func IsDeclaration(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, "\\", "/")))
	switch ext := path.Ext(base); ext {
	case ".ts":
		return strings.Contains(base, ".d.") // also a.d.css.ts
	case ".mts", ".cts":
		return strings.HasSuffix(base, ".d"+ext)
	}
	return false
}

// Parse reads a file's text. The name decides the dialect: TypeScript for
// .ts, .tsx, .mts and .cts, JSX for all but .ts, .mts and .cts. The error is
// a *ParseError.
func Parse(name, src string) (*File, error) {
	d := dialectOf(name)
	if err := guard(src, d); err != nil {
		return nil, err
	}
	f, err := parseUnfolded(name, src, d)
	if err != nil {
		return nil, secondOpinion(name, src, d, err)
	}
	return f, nil
}

// convert builds the File from the parser's tree, and returns the operators
// that the tree lacks. The parser's lowering of some TypeScript makes trees
// that the text does not have; should one of them surprise the conversion, the
// file is refused rather than the run lost.
func convert(name, src string, d dialect, in *input, tree *js_ast.AST) (f *File, folded []int, err *ParseError) {
	defer func() {
		if r := recover(); r != nil {
			f, folded, err = nil, nil, &ParseError{Reason: Syntax, Text: fmt.Sprintf("the syntax tree could not be read: %v", r)}
		}
	}()
	c := &converter{
		src:     src,
		tree:    tree,
		symbols: ast.SymbolMap{SymbolsForSource: [][]ast.Symbol{tree.Symbols}},
		bySym:   make([]*Symbol, len(tree.Symbols)),
		order:   make([]*Symbol, 0, len(tree.Symbols)),
		regexes: maps.Clone(in.regexes),
		jsx:     map[int]bool{},
		clauses: map[int]*Symbol{},
		locals:  map[int]*Symbol{},
		members: map[Node]string{},
	}
	f = &File{Path: name, Src: src, TypeScript: d.typescript}
	f.Program = c.program()
	s := scanner{src: src, hinted: true, regexes: c.regexes, jsx: c.jsx}
	s.scan()
	f.Tokens, f.Comments = s.tokens, s.comments
	f.Program.Body = append(c.directives(s.tokens, f.Program.Body), f.Program.Body...)
	f.readModules()
	f.bindModules(c.clauses, c.locals)
	p := placer{f: f, replaced: in.replaced, members: c.members, opens: s.openEnd, casts: d.typescript && !d.jsx}
	p.place(f.Program)
	f.Symbols = c.order
	f.hoisted = c.hoisted
	f.buildScopes()
	return f, f.unclaimed(s.operators, p.claimed, p.joins), nil
}

// parseTree runs the parser over a text. warnings are the texts of what it
// complains about without refusing the file.
func parseTree(name, src string, d dialect) (tree *js_ast.AST, warnings []string, err *ParseError) {
	var first *ParseError
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *ParseError:
			tree, err = nil, r
		default:
			tree, err = nil, &ParseError{Reason: Syntax, Text: fmt.Sprintf("the parser failed: %v", r)}
		}
	}()
	// The second error ends the parse: after what is no matter of grammar the
	// parser goes on, and finding the line and column of each of 40,000 names
	// declared twice in a long file takes it minutes.
	log := logger.Log{
		Level: logger.LevelInfo,
		AddMsg: func(m logger.Msg) {
			switch m.Kind {
			case logger.Error:
				if first != nil {
					panic(first)
				}
				first = errorOf(m)
			case logger.Warning:
				if warnings = append(warnings, m.Data.Text); len(warnings) > maxWarnings {
					panic(&ParseError{Reason: Syntax, Text: "the parser has too many complaints about this file"})
				}
			}
		},
		HasErrors: func() bool { return first != nil },
		Peek:      func() []logger.Msg { return nil },
		Done:      func() []logger.Msg { return nil },
	}
	defines := config.ProcessDefines(nil)
	opts := config.Options{Mode: config.ModePassThrough, OutputFormat: config.FormatPreserve, Defines: &defines}
	opts.JSX.Preserve = true
	opts.JSX.Parse = d.jsx
	opts.TS.Parse = d.typescript
	opts.TS.Config.VerbatimModuleSyntax = config.True
	opts.TS.Config.PreserveValueImports = config.True
	opts.TS.Config.UseDefineForClassFields = config.True
	// Else a tagged template that contains </script> is turned into a call.
	opts.UnsupportedJSFeatures = compat.InlineScript
	source := logger.Source{KeyPath: logger.Path{Text: name}, PrettyPath: name, Contents: src}
	parsed, ok := js_parser.Parse(log, source, js_parser.OptionsFromConfig(&opts))
	switch {
	case !ok && first == nil:
		return nil, warnings, &ParseError{Reason: Syntax, Text: "the parser gave up without saying why", grammar: true}
	case first != nil:
		first.grammar = !ok
		return nil, warnings, first
	}
	return &parsed, warnings, nil
}

// maxWarnings bounds the parser's complaints about a file that it reads, each
// of which may cost a walk over the whole text.
const maxWarnings = 2_000

func errorOf(m logger.Msg) *ParseError {
	e := &ParseError{Reason: Syntax, Text: m.Data.Text}
	if l := m.Data.Location; l != nil {
		e.Line, e.Column = l.Line, l.Column+1
	}
	return e
}
