package codemod

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

func parse(t *testing.T, name, src string) *js.File {
	t.Helper()
	f, err := js.Parse(name, src)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return f
}

// statementWith is the smallest statement in a list that holds the text.
func statementWith(t *testing.T, f *js.File, text string) js.Node {
	t.Helper()
	at := strings.Index(f.Src, text)
	var found js.Node
	js.Walk(f.Program, func(n js.Node) bool {
		if n.Range().Contains(at) {
			found = n
		}
		return true
	})
	stmt, list := js.StatementOf(found)
	if list == nil {
		t.Fatalf("%s: %q is in no statement list", f.Src, text)
	}
	return stmt
}

func TestStatementsAfter(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{"with a semicolon", "f() {\n  CALL();\n  next();\n}", "f() {\n  CALL();\n  const a = 1;\n  const b = 2;\n  next();\n}"},
		{"without", "f() {\n\tCALL()\n\tnext()\n}", "f() {\n\tCALL()\n\tconst a = 1\n\tconst b = 2\n\tnext()\n}"},
		{"at the end of a block", "f() {\n  CALL()\n}", "f() {\n  CALL()\n  const a = 1\n  const b = 2\n}"},
		{"at the end of the file", "CALL()", "CALL()\nconst a = 1\nconst b = 2"},
		{"at the end of the file, with a newline", "CALL();\n", "CALL();\nconst a = 1;\nconst b = 2;\n"},
		{"a comment stays with its statement", "CALL(); // why\nnext();", "CALL(); // why\nconst a = 1;\nconst b = 2;\nnext();"},
		{"two comments", "CALL(); /* one */ // two\nnext();", "CALL(); /* one */ // two\nconst a = 1;\nconst b = 2;\nnext();"},
		{"a comment of what follows", "CALL();\n// next\nnext();", "CALL();\nconst a = 1;\nconst b = 2;\n// next\nnext();"},
		{"a comment that goes on", "CALL() /* next\n is */\nnext()", "CALL()\nconst a = 1\nconst b = 2 /* next\n is */\nnext()"},
		{"a semicolon that opens a line", "CALL()\n;[1].map(f)", "CALL()\nconst a = 1\nconst b = 2\n;[1].map(f)"},
		{"the same with a comment between", "CALL() // why\n;(1)", "CALL() // why\nconst a = 1\nconst b = 2\n;(1)"},
		{"code behind it on the line", "CALL(); next();", "CALL(); const a = 1; const b = 2; next();"},
		{"a brace behind it on the line", "{ CALL() }", "{ CALL(); const a = 1; const b = 2 }"},
		{"a semicolon and a brace behind it", "{ CALL(); }", "{ CALL(); const a = 1; const b = 2; }"},
		{"code before it on the line", "function f() { CALL();\n  next();\n}", "function f() { CALL(); const a = 1; const b = 2;\n  next();\n}"},
		{"code before it and a comment behind", "function f() { CALL() // why\n}", "function f() { CALL(); const a = 1; const b = 2 // why\n}"},
		{"more than one line", "  CALL(\n    1,\n  );\n  next();", "  CALL(\n    1,\n  );\n  const a = 1;\n  const b = 2;\n  next();"},
		{"CRLF", "{\r\n\tCALL();\r\n}\r\n", "{\r\n\tCALL();\r\n\tconst a = 1;\r\n\tconst b = 2;\r\n}\r\n"},
		{"CRLF at the end of the file", "'use client';\r\nCALL();", "'use client';\r\nCALL();\r\nconst a = 1;\r\nconst b = 2;"},
		{"a byte order mark", "\ufeffCALL();\n", "\ufeffCALL();\nconst a = 1;\nconst b = 2;\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := test.before
			if strings.HasPrefix(src, "f()") {
				src = "function " + src
				test.after = "function " + test.after
			}
			f := parse(t, "a.ts", src)
			edit := statementsAfter(f, statementWith(t, f, "CALL").Range(), []string{"const a = 1", "const b = 2"})
			got := apply(src, []Edit{edit})
			if got != test.after {
				t.Errorf("got\n%q, want\n%q", got, test.after)
			}
			parse(t, "a.ts", got)
		})
	}
}

func TestStatementsAfterAreNotSwallowed(t *testing.T) {
	f := parse(t, "a.js", "CALL()\nnext()\n")
	edit := statementsAfter(f, statementWith(t, f, "CALL").Range(), []string{"(x)()"})
	if got := apply(f.Src, []Edit{edit}); got != "CALL()\n;(x)()\nnext()\n" {
		t.Errorf("got %q", got)
	}
}
