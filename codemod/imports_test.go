package codemod

import (
	"slices"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// hookFix renames the n-th call of a hook, as a fix that moves to another one.
func hookFix(f *js.File, item *js.ImportName, n int, change ImportChange) *Finding {
	var calls []int
	for from := 0; ; {
		i := strings.Index(f.Src[from:], item.Local+"(")
		if i < 0 {
			break
		}
		calls = append(calls, from+i)
		from += i + 1
	}
	r := js.Range{Start: calls[n], End: calls[n] + len(item.Local)}
	change.Beside = item
	change.Drop = r
	return &Finding{Rule: "test", Fix: Safe, Range: r, Edits: []Edit{Replace(r, change.Local)}, Imports: []ImportChange{change}}
}

func item(t *testing.T, f *js.File, local string) *js.ImportName {
	t.Helper()
	for _, d := range f.Imports {
		if i := slices.IndexFunc(d.Names, func(n *js.ImportName) bool { return n.Local == local }); i >= 0 {
			return d.Names[i]
		}
	}
	t.Fatalf("%s is not imported in %s", local, f.Src)
	return nil
}

func TestImportReplaced(t *testing.T) {
	auth := ImportChange{Name: "useAuth", Local: "useAuth"}
	alias := ImportChange{Name: "useAuth", Local: "useClerkAuth"}
	pkg := ImportChange{Name: "useAuth", Local: "useAuth", Module: "@clerk/nextjs"}
	const use = "\nexport const a = () => useSession().getToken;\n"
	const twice = use + "export const b = () => useSession().id;\n"
	tests := []struct {
		name, before string
		change       ImportChange
		calls        int
		after        string
	}{
		{"the only item", `import { useSession } from "c";` + use, auth, 1, `import { useAuth } from "c";`},
		{"among others", `import { useUser, useSession, SignIn } from "c";` + use, auth, 1, `import { useUser, useAuth, SignIn } from "c";`},
		{"under another name", `import { useSession } from "c";` + use, alias, 1, `import { useAuth as useClerkAuth } from "c";`},
		{"an aliased item", `import { useSession as s } from "c";` + strings.ReplaceAll(use, "useSession", "s"), auth, 1, `import { useAuth } from "c";`},
		{"a call that stays", `import { useSession } from "c";` + twice, auth, 1, `import { useSession, useAuth } from "c";`},
		{"all calls", `import { useSession } from "c";` + twice, auth, 2, `import { useAuth } from "c";`},
		{"a type that stays", `import { useSession } from "c";` + use + "type S = ReturnType<typeof useSession>;\n", auth, 1, `import { useSession, useAuth } from "c";`},
		{"an export that stays", `import { useSession } from "c";` + use + "export { useSession };\n", auth, 1, `import { useSession, useAuth } from "c";`},
		{"one item a line", "import {\n  SignIn,\n  useSession,\n  useUser,\n} from \"c\";" + use, auth, 1, "import {\n  SignIn,\n  useAuth,\n  useUser,\n} from \"c\";"},
		{"imported already", `import { useAuth, useSession, SignIn } from "c";` + use, auth, 1, `import { useAuth, SignIn } from "c";`},
		{"imported already, at the end", `import { useAuth, useSession } from "c";` + use, auth, 1, `import { useAuth } from "c";`},
		{"imported already, one a line", "import {\n  useAuth,\n  useSession,\n} from \"c\";" + use, auth, 1, "import {\n  useAuth,\n} from \"c\";"},
		{"imported already, one a line, no comma", "import {\n  useAuth,\n  useSession\n} from \"c\";" + use, auth, 1, "import {\n  useAuth\n} from \"c\";"},
		{"imported already, with a comment", "import {\n  useAuth,\n  useSession, // why\n} from \"c\";" + use, auth, 1, "import {\n  useAuth, // why\n} from \"c\";"},
		{"from another module", `import { useSession } from './hooks';` + use, pkg, 1, `import { useAuth } from '@clerk/nextjs';`},
		{"from another module, default", `import useSession from './hooks';` + use, pkg, 1, `import { useAuth } from '@clerk/nextjs';`},
		{"from another module, among others", `import { useSession, x } from './hooks'` + use, pkg, 1, `import { x } from './hooks'` + "\nimport { useAuth } from '@clerk/nextjs'"},
		{"from another module that is imported", "import { SignIn } from '@clerk/nextjs'\nimport { useSession } from './hooks'" + use, pkg, 1, "import { SignIn, useAuth } from '@clerk/nextjs'\nimport { useSession } from './hooks'"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := parse(t, "a.tsx", test.before)
			local := "useSession"
			if !strings.Contains(test.before, "useSession()") {
				local = "s"
			}
			var kept []*Finding
			for n := range test.calls {
				kept = append(kept, hookFix(f, item(t, f, local), n, test.change))
			}
			edits, err := together(f, kept)
			if err != nil {
				t.Fatal(err)
			}
			got := apply(f.Src, edits)
			head, _, _ := strings.Cut(got, "\nexport const")
			if head != test.after {
				t.Errorf("got\n%s\nwant\n%s", head, test.after)
			}
			parse(t, "a.tsx", got)
		})
	}
}

func TestImportAdded(t *testing.T) {
	session := ImportChange{Name: "useSession", Local: "useSession"}
	pkg := ImportChange{Name: "useSession", Local: "useClerkSession", Module: "@clerk/nextjs"}
	tests := []struct {
		name, before string
		change       ImportChange
		after        string
	}{
		{"one line", `import { SignIn, useUser, x } from "c";`, session, `import { SignIn, useUser, useSession, x } from "c";`},
		{"at the end", `import {useUser} from "c"`, session, `import {useUser, useSession} from "c"`},
		{"trailing comma", `import { useUser, } from "c"`, session, `import { useUser, useSession, } from "c"`},
		{"one a line", "import {\n  useUser,\n  x,\n} from \"c\";", session, "import {\n  useUser,\n  useSession,\n  x,\n} from \"c\";"},
		{"one a line, last", "import {\n\tx,\n\tuseUser\n} from \"c\";", session, "import {\n\tx,\n\tuseUser,\n\tuseSession\n} from \"c\";"},
		{"one a line, with comments", "import {\n  useUser, // me\n  x // y\n} from \"c\";", session, "import {\n  useUser, // me\n  useSession,\n  x // y\n} from \"c\";"},
		{"one a line, last, with a comment", "import {\n  x,\n  useUser // me\n} from \"c\";", session, "import {\n  x,\n  useUser, // me\n  useSession\n} from \"c\";"},
		{"CRLF", "import {\r\n  useUser,\r\n} from \"c\";\r\n", session, "import {\r\n  useUser,\r\n  useSession,\r\n} from \"c\";\r\n"},
		{"beside a default", `import useUser from "c";`, session, `import useUser, { useSession } from "c";`},
		{"beside a default with a list", `import useUser, { x } from "c";`, session, `import useUser, { x, useSession } from "c";`},
		{"never into a type import", `import type { useUser } from "c";`, session, "import type { useUser } from \"c\";\nimport { useSession } from \"c\";"},
		{"not into a type import, another is there", "import type { useUser } from \"c\";\nimport { x } from \"c\";", session, "import type { useUser } from \"c\";\nimport { x, useSession } from \"c\";"},
		{"there already", `import { useUser, useSession } from "c";`, session, `import { useUser, useSession } from "c";`},
		{"there already, from another package", "import { useUser } from \"c\";\nimport { useSession } from \"d\";", session, "import { useUser } from \"c\";\nimport { useSession } from \"d\";"},
		{"there only as a type", `import { useUser, type useSession } from "c";`, pkg, "import { useUser, type useSession } from \"c\";\nimport { useSession as useClerkSession } from \"@clerk/nextjs\";"},
		{"from another module", `import { useUser } from './hooks'`, pkg, "import { useUser } from './hooks'\nimport { useSession as useClerkSession } from '@clerk/nextjs'"},
		{"from another module, with a comment", "import { useUser } from './hooks'; // ours\nx();", pkg, "import { useUser } from './hooks'; // ours\nimport { useSession as useClerkSession } from '@clerk/nextjs';\nx();"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := parse(t, "a.tsx", test.before)
			test.change.Beside = item(t, f, "useUser")
			fix := &Finding{Rule: "test", Fix: Safe, Imports: []ImportChange{test.change}}
			// Two fixes that need the same import share it.
			got := apply(f.Src, importEdits(f, []*Finding{fix, fix}))
			if got != test.after {
				t.Errorf("got\n%s\nwant\n%s", got, test.after)
			}
			parse(t, "a.tsx", got)
		})
	}
}

// A name that another fix of the pass puts into the text keeps its import.
func TestImportKeptForInsertedText(t *testing.T) {
	f := parse(t, "a.tsx", "import { useSession } from \"c\";\nexport const a = () => useSession().id;\n")
	drop := hookFix(f, item(t, f, "useSession"), 0, ImportChange{Name: "useAuth", Local: "useAuth"})
	insert := &Finding{Rule: "other", Fix: Safe, Edits: []Edit{Insert(len(f.Src), "const { session } = useSession();\n")}}
	edits, err := together(f, []*Finding{drop, insert})
	if err != nil {
		t.Fatal(err)
	}
	if got := apply(f.Src, edits); !strings.HasPrefix(got, `import { useSession, useAuth } from "c";`) {
		t.Errorf("got\n%s", got)
	}
}
