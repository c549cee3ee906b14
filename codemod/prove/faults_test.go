package prove

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// fault is one mistake in a migrated file.
type fault struct {
	kind string
	// line is where it is in the migrated text, from 1.
	line int
	// from and to are what stood there and what stands there now.
	from, to string
	// text is the whole file with the mistake.
	text string
}

func (f fault) String() string {
	return fmt.Sprintf("%s, line %d: %q → %q", f.kind, f.line, f.from, f.to)
}

// edits are what makes the text of a fault of the text before the migration.
// What the migration was to edit, and the fault has as it was, is among them.
func (f fault) edits(before string, migration []codemod.Edit) []codemod.Edit {
	var all []codemod.Edit
	for _, e := range udiff.Strings(before, f.text) {
		all = append(all, codemod.Edit{Range: js.Range{Start: e.Start, End: e.End}, New: e.New})
	}
	for _, e := range migration {
		apart := func(other codemod.Edit) bool { return other.End < e.Start || e.End < other.Start }
		if i := slices.IndexFunc(all, func(other codemod.Edit) bool { return !apart(other) }); i < 0 {
			all = append(all, codemod.Edit{Range: e.Range, New: before[e.Start:e.End]})
		}
	}
	slices.SortFunc(all, func(a, b codemod.Edit) int { return a.Start - b.Start })
	return all
}

// mistake is a kind of fault: what is looked for in a migrated text, and what
// is written in its place.
type mistake struct {
	kind string
	find *regexp.Regexp
	// with is the replacement, as regexp.Expand understands it.
	with string
	// anywhere is for mistakes that are made in lines that the migration did
	// not touch, too.
	anywhere bool
	// old, if not nil, has to match the old text.
	old *regexp.Regexp
	// used is for mistakes that show only where one of the names in what was
	// found is used elsewhere, too.
	used bool
}

// mistakes are what can go wrong when an application is migrated by rule or by
// hand. Each is looked for in every file that the migration changes.
func mistakes() []mistake {
	re := regexp.MustCompile
	var all []mistake
	for _, r := range renames(rules.Target("next")) {
		all = append(all, mistake{kind: "not renamed", find: re(`\b` + r.New + `(=|: )`), with: r.Old + "$1"})
	}
	var (
		states = re(`withAssertions: true`)
		jsx    = `(?:"[^"\n]*"|'[^'\n]*'|\{[^{}\n]*\})`
		// path is an expression without commas.
		path  = "(?:[\\w.]+(?:\\([^()\\n]*\\))?|'[^'\\n]*'|\"[^\"\\n]*\"|`[^`\\n]*`)"
		wraps = re(`\bwith(?:User|Session|Clerk)\(`)
		calls = re(`(?s)<With(?:User|Session|Clerk)>\s*\{`)
	)
	return append(all, []mistake{
		{kind: "result not taken apart", used: true, find: re(`\{ [^{}]*\b(?:user|session)(?:: (\w+))? \}\s*=\s*(\w*[uU]se\w+\(\))`), with: "whole = $2"},
		{kind: "only some members taken", used: true, find: re(`\{ isLoaded(?:: \w+)?, isSignedIn(?:: \w+)?, (user|session)\b`), with: "{ isLoaded: $1"},
		{kind: "wrong member taken", used: true, find: re(`, (user|session): (\w+) \}`), with: ", isLoaded: $2 }"},
		{kind: "wrong hook", find: re(`\} = useAuth\(\)`), with: "} = {}"},
		{kind: "wrong id", find: re(`sessionId: (\w+)`), with: "userId: $1"},
		{kind: "wrong member read", find: re(`\b(user|session)(\??)\.(?:firstName|fullName|id|emailAddresses|publicMetadata|primaryEmailAddress|createdAt|profileImageUrl|lastName)\b`), with: "$1$2.username"},
		{kind: "old result kept", find: re(`use(User|Session)\(\)\.(?:user|session)`), with: "use$1()"},
		{kind: "prop misspelt", find: re(`\b(after\w+|\w+)Url(=|: )`), with: "${1}URL$2"},
		{kind: "wrong prop", find: re(`\bafterSign(In|Up)Url(=|: )`), with: "signUpUrls$2"},
		{kind: "prop dropped", find: re(`\s\w+Url=` + jsx), with: ""},
		{kind: "prop of the other kind", find: re(`afterSignOutAllUrl=`), with: "afterSignOutOneUrls="},
		{kind: "value changed", find: re(`(=|: |\()(["'])(/?[\w/-]*)(["'])`), with: "$1$2${3}x$4"},
		{kind: "value of an expression changed", find: re(`(Url=\{)(\w[\w.]*)(\})`), with: "$1$2 + '?'$3"},
		{kind: "shorthand", find: re(`\b(\w+Url(?:Complete)?): \w[\w.]*(,| \})`), with: "$1$2"},
		{kind: "values swapped", find: re(`redirectUrl: (` + path + `),(\s+)redirectUrlComplete: (` + path + `)`), with: "redirectUrl: $3,${2}redirectUrlComplete: $1"},
		{kind: "value lost", find: re(`\bredirectUrl(?:Complete)?: ` + path + `,?`), with: ""},
		{kind: "argument lost", find: re(`\b(getToken|startMagicLinkFlow|authenticateWithRedirect|createMagicLinkFlow|openSignIn)\(\{[^{}]*\}\)`), with: "$1()"},
		{kind: "wrong resource", find: re(`\b(?:session|clerkSession)(\??\.)getToken\(`), with: "user${1}getToken("},
		{kind: "wrong template", find: re(`template: (["'])\w+`), with: "template: ${1}other"},
		{kind: "wrong option", find: re(`\{ template: `), with: "{ service: "},
		{kind: "return asked for", find: re(`(redirectToSignIn|redirectToSignUp)\(\)`), with: "$1(true)"},
		{kind: "return left out of a component", find: re(`<(RedirectToSignIn|RedirectToSignUp|SendToSignIn) />`), with: "<$1 returnBack />"},
		{kind: "redirected elsewhere", find: re(`(redirectTo)SignIn\(\)`), with: "${1}SignUp()"},
		{kind: "condition inverted", find: re(`!(\w*\.?isLoaded|\w*\.?isSignedIn)\b`), with: "$1", old: states},
		{kind: "condition inverted", find: re(`\b(isLoaded|isSignedIn)( &&|\)| \?)`), with: "!$1$2", old: states},
		{kind: "condition weakened", find: re(`isLoaded && !(\w*\.?isSignedIn)`), with: "!isLoaded && !$1", old: states},
		{kind: "condition replaced", find: re(`\b(auth\.)isLoaded && !auth\.isSignedIn`), with: "${1}isSignedIn", old: states},
		{kind: "wrong state read", find: re(`([^!])!(\w*\.?)isLoaded\b`), with: "$1!${2}isSignedIn", old: states},
		{kind: "handler dropped", find: re(`\son[A-Z]\w+=\{(?:[^{}]|\{[^{}]*\})*\}`), with: "", anywhere: true},
		{kind: "handler emptied", find: re(`\son([A-Z]\w+)=\{(?:[^{}]|\{[^{}]*\})*\}`), with: " on$1={() => {}}", anywhere: true},
		{kind: "page in a higher-order component", find: re(`<(h1|h2|p|main|ul)>`), with: `<$1 hidden>`, anywhere: true, old: wraps},
		{kind: "higher-order component lost", find: re(`export default with\w+\((\w+)\)`), with: "export default $1", anywhere: true, old: wraps},
		{kind: "render prop", find: re(`<(b|span|strong|em|p)>\{user\.\w+\}`), with: "<$1>{user.username}", anywhere: true, old: calls},
	}...)
}

// renames are all renamed props and keys of a target.
func renames(target *codemod.Target) []codemod.Rename {
	var all []codemod.Rename
	for _, row := range target.Components {
		all = append(all, row.Renames...)
	}
	for _, row := range target.Options {
		all = append(all, row.Renames...)
	}
	return all
}

// faults makes all faults of a file from its text before and after the
// migration. What comes of one mistake in two ways is there once.
func faults(name, before, after string) []fault {
	changed := changedLines(before, after)
	seen := map[string]bool{after: true}
	var all []fault
	add := func(kind string, start, end int, with string) {
		f := fault{kind: kind, line: lineOf(after, start), from: after[start:end], to: with}
		f.text = after[:start] + with + after[end:]
		if !seen[f.text] && parses(name, f.text) {
			seen[f.text] = true
			all = append(all, f)
		}
	}
	for _, edit := range udiff.Lines(after, before) {
		// The new hooks ignore what they are given: an argument that is left
		// is no mistake where what they return is read as it is to be.
		if strings.Contains(edit.New, "withAssertions: true") && !strings.Contains(edit.New, "isLoading") && !strings.Contains(edit.New, "isSignedOut") {
			continue
		}
		add("not migrated", edit.Start, edit.End, edit.New)
	}
	for _, m := range mistakes() {
		if m.old != nil && !m.old.MatchString(before) {
			continue
		}
		for _, at := range m.find.FindAllStringSubmatchIndex(after, -1) {
			switch {
			case !m.anywhere && !touches(changed, lineOf(after, at[0]), lineOf(after, at[1])):
			case m.used && !usedElsewhere(after, at[0], at[1]):
			default:
				add(m.kind, at[0], at[1], string(m.find.ExpandString(nil, m.with, after, at)))
			}
		}
	}
	return all
}

// changedLines are the lines of after that are not those of before.
func changedLines(before, after string) map[int]bool {
	lines := map[int]bool{}
	for _, edit := range udiff.Lines(after, before) {
		for line := lineOf(after, edit.Start); line < lineOf(after, edit.End); line++ {
			lines[line] = true
		}
	}
	return lines
}

// usedElsewhere reports whether a variable that is declared between two
// offsets is read outside them.
func usedElsewhere(text string, start, end int) bool {
	declaration, _, _ := strings.Cut(text[start:end], "=")
	rest := text[:start] + text[end:]
	for _, m := range regexp.MustCompile(`(\w+)\s*[,}]`).FindAllStringSubmatch(declaration+",", -1) {
		if regexp.MustCompile(`\b` + m[1] + `\b\s*[^:\s]`).MatchString(rest) {
			return true
		}
	}
	return false
}

func touches(lines map[int]bool, first, last int) bool {
	for line := first; line <= last; line++ {
		if lines[line] {
			return true
		}
	}
	return false
}

func lineOf(text string, offset int) int { return 1 + strings.Count(text[:offset], "\n") }

// parses reports whether a text is a module: a mistake that no parser lets
// through is found without running anything.
func parses(name, text string) bool {
	loader := api.LoaderTSX
	switch filepath.Ext(name) {
	case ".js", ".jsx":
		loader = api.LoaderJSX
	case ".ts":
		loader = api.LoaderTS
	}
	return len(api.Transform(text, api.TransformOptions{Loader: loader}).Errors) == 0
}

func TestFaults(t *testing.T) {
	const before = `import { SignIn, useUser } from "@clerk/nextjs";
export const Page = ({ go }) => {
  const user = useUser();
  return <p onClick={() => { go(user.id); }}><SignIn afterSignIn="/in" signUpURL={go.up} /></p>;
};
`
	const after = `import { SignIn, useUser } from "@clerk/nextjs";
export const Page = ({ go }) => {
  const { isLoaded, isSignedIn, user } = useUser();
  return <p onClick={() => { go(user.id); }}><SignIn afterSignInUrl="/in" signUpUrl={go.up} /></p>;
};
`
	var got []string
	for _, f := range faults("page.tsx", before, after) {
		if f.text == after {
			t.Errorf("%s changes nothing", f)
		}
		got = append(got, f.kind+": "+f.to)
	}
	slices.Sort(got)
	want := []string{
		`handler dropped: `,
		`handler emptied:  onClick={() => {}}`,
		"not migrated:   const user = useUser();\n  return <p onClick={() => { go(user.id); }}><SignIn afterSignIn=\"/in\" signUpURL={go.up} /></p>;\n",
		`not renamed: afterSignIn=`,
		`not renamed: signUpURL=`,
		`only some members taken: { isLoaded: user`,
		`prop dropped: `,
		`prop dropped: `,
		`prop misspelt: afterSignInURL=`,
		`result not taken apart: whole = useUser()`,
		`value changed: ="/inx"`,
		`value of an expression changed: Url={go.up + '?'}`,
		`wrong member read: user.username`,
		`wrong prop: signUpUrls=`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
