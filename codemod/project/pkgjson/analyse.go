package pkgjson

import (
	"fmt"
	"slices"
	"strings"
)

// The rules that findings are reported under.
const (
	RulePackageJSON = "package-json"
	RuleTypeScript  = "typescript-version"
)

// Kind is what can be done about a finding.
type Kind string

// The kinds.
const (
	// Safe is a version that New replaces.
	Safe Kind = "safe"
	// Manual is a version that a person must decide.
	Manual Kind = "manual"
	// Notice is nothing wrong in the text.
	Notice Kind = "notice"
)

// Finding is what there is to say about one version in a file.
type Finding struct {
	Rule string
	Kind Kind
	// Package is the npm name that the version belongs to.
	Package string
	// Start and End are the bytes of the version, with its quotes.
	Start, End int
	// New replaces those bytes, quotes included; "" unless Kind is Safe.
	New     string
	Message string
}

// Options are the choices of a run.
type Options struct {
	// Set replaces the table's version of a package, by package name; see
	// [ParseSet].
	Set map[string]string
}

// section is how the versions of one object of the file are treated.
type section struct {
	name string
	// peer and override sections are not edited: what their versions mean for
	// other packages is a person's decision.
	peer, override bool
	// twice is true when the object itself is there more than once.
	twice bool
}

// Analyse looks at the bytes of a package.json. Findings come in source order.
// The error is a *[SyntaxError] when the file is not JSON.
func Analyse(src []byte, t Table, o Options) ([]Finding, error) {
	doc, err := Parse(src)
	if err != nil {
		return nil, err
	}
	root := doc.Root()
	if !root.IsObject() {
		return nil, syntaxErrorAt(src, root.Start, "a package.json must hold an object")
	}
	a := analysis{table: t, options: o}
	members := root.Members()
	count := make(map[string]int, len(members))
	for _, m := range members {
		count[m.Key]++
	}
	for _, m := range members {
		switch m.Key {
		case "dependencies", "devDependencies", "optionalDependencies":
			a.object(section{name: m.Key, twice: count[m.Key] > 1}, m.Value)
		case "peerDependencies":
			a.object(section{name: m.Key, peer: true}, m.Value)
		case "overrides", "resolutions":
			a.object(section{name: m.Key, override: true}, m.Value)
		case "pnpm":
			for _, inner := range m.Value.Members() {
				if inner.Key == "overrides" {
					a.object(section{name: "pnpm.overrides", override: true}, inner.Value)
				}
			}
		case "workspaces":
			a.jsonCatalogs(m.Value.Members())
		}
	}
	a.jsonCatalogs(members)
	return a.sorted(), nil
}

// analysis collects findings.
type analysis struct {
	table    Table
	options  Options
	findings []Finding
}

// entry is one `"name": "version"` wherever it was read from.
type entry struct {
	name       string
	text       string // the decoded value
	isText     bool   // whether the value is a string at all
	start, end int
	twice      bool // the name is there more than once
	// quote writes another version in the same style; nil where the bytes
	// from start to end are not the version's alone.
	quote func(string) string
}

// jsonCatalogs reads the catalogs that Bun keeps in package.json.
func (a *analysis) jsonCatalogs(members []Member) {
	for _, m := range members {
		switch m.Key {
		case "catalog":
			a.object(section{name: m.Key}, m.Value)
		case "catalogs":
			for _, named := range m.Value.Members() {
				a.object(section{name: "catalogs." + named.Key}, named.Value)
			}
		}
	}
}

func (a *analysis) object(s section, n Node) {
	members := n.Members()
	count := make(map[string]int, len(members))
	for _, m := range members {
		count[m.Key]++
	}
	for _, m := range members {
		text, isText := m.Value.Str()
		if !isText && s.override {
			// Overrides nest: {"parent": {"@clerk/types": "1.29.3"}}.
			a.object(s, m.Value)
			continue
		}
		a.entry(s, entry{
			name: m.Key, text: text, isText: isText,
			start: m.Value.Start, end: m.Value.End,
			twice: s.twice || count[m.Key] > 1, quote: quoteJSON,
		})
	}
}

func (a *analysis) entry(s section, e entry) {
	spec := ParseSpec(e.text)
	name := e.name
	if s.override {
		name = overridden(name)
	}
	if name == "typescript" {
		a.typescript(s, e, spec)
		return
	}
	row, known := a.table.Row(name)
	if !known && spec.Kind == SpecAlias {
		// Another name for a Clerk package: "clerk": "npm:@clerk/nextjs@2".
		row, known = a.table.Row(spec.Name)
	}
	if !known || row.Keep && a.options.Set[row.Package] == "" {
		return
	}
	if !e.isText {
		a.manual(e, row, fmt.Sprintf("the version of %s is not a string; write one", row.Package))
		return
	}
	a.version(s, e, row, spec)
}

// overridden is the package that a key of overrides or resolutions speaks of:
// "parent>@clerk/types", "**/@clerk/types", "@clerk/types@^1".
func overridden(key string) string {
	if i := strings.LastIndex(key, ">"); i >= 0 {
		key = key[i+1:]
	}
	if i := strings.LastIndex(key, "@"); i > 0 && key[i-1] != '/' {
		key = key[:i]
	}
	parts := strings.Split(key, "/")
	if n := len(parts); n >= 2 && strings.HasPrefix(parts[n-2], "@") {
		return parts[n-2] + "/" + parts[n-1]
	}
	return parts[len(parts)-1]
}

// version decides about one version of a package that the table names. The
// order of the cases is that of the questions a person would ask: is it done
// already, may it be edited here, is it plainly the old line?
func (a *analysis) version(s section, e entry, row Row, spec Spec) {
	target := a.options.Set[row.Package]
	if target == "" {
		target = row.New
	}
	if spec.Text == target && target != "" || spec.Kind == SpecCatalog || s.override && strings.HasPrefix(e.text, "$") {
		return
	}
	line := row.Line(spec)
	if line == LineNew {
		return
	}
	if target == "" {
		a.manual(e, row, fmt.Sprintf("%s %s: %s", row.Package, show(e.text), row.Manual))
		return
	}
	if e.twice {
		a.manual(e, row, fmt.Sprintf("%s is listed more than once here; keep one entry, %s", row.Package, show(target)))
		return
	}
	subject := row.Package + " " + show(e.text)
	switch {
	case s.peer:
		a.manual(e, row, fmt.Sprintf("the peer range %s tells users of this package which versions it takes; decide whether it still takes the old line, or write %s", show(e.text), show(target)))
	case s.override:
		a.manual(e, row, fmt.Sprintf("%s in %s forces this version on every package; remove the entry or write %s", subject, s.name, show(target)))
	case spec.Kind == SpecAlias:
		a.manual(e, row, fmt.Sprintf("%s is an alias; write %s if it stands for the released package", subject, show(target)))
	case spec.Kind == SpecWorkspace:
		a.manual(e, row, fmt.Sprintf("%s is a package of this workspace; move it to %s itself", subject, show(target)))
	case spec.Kind == SpecPath:
		a.manual(e, row, fmt.Sprintf("%s is a copy on this disk; move the copy, or write %s", subject, show(target)))
	case spec.Kind == SpecRemote:
		a.manual(e, row, fmt.Sprintf("%s is fetched from a repository or URL; write %s if the released package will do", subject, show(target)))
	case spec.Kind == SpecTag:
		a.manual(e, row, fmt.Sprintf("%s moves with every release, past this migration's target; write %s", subject, show(target)))
	case line == LineFloating:
		a.manual(e, row, fmt.Sprintf("%s takes whatever is newest; write %s", subject, show(target)))
	case spec.Kind != SpecRange:
		a.manual(e, row, fmt.Sprintf("%s is not a version that this tool understands; write %s", subject, show(target)))
	case spec.Range.Alternatives() > 1:
		a.manual(e, row, fmt.Sprintf("%s offers alternatives; decide which line this project uses, and write %s for the new one", subject, show(target)))
	case line == LineOlder:
		a.manual(e, row, fmt.Sprintf("%s is older than %s, which this migration starts from; move to that first, then to %s", subject, row.Old, show(target)))
	case line != LineOld:
		a.manual(e, row, fmt.Sprintf("%s reaches beyond %s; write %s", subject, row.Old, show(target)))
	case e.quote == nil:
		a.manual(e, row, fmt.Sprintf("%s is the old line, and not written as a plain value here; write %s", subject, show(target)))
	default:
		a.findings = append(a.findings, Finding{
			Rule: RulePackageJSON, Kind: Safe, Package: row.Package,
			Start: e.start, End: e.end, New: e.quote(target),
			Message: fmt.Sprintf("%s is the old line; the migrated code needs %s", subject, target),
		})
	}
}

func (a *analysis) manual(e entry, row Row, message string) {
	a.findings = append(a.findings, Finding{
		Rule: RulePackageJSON, Kind: Manual, Package: row.Package,
		Start: e.start, End: e.end, Message: message,
	})
}

// typescript reports a compiler that the range lets be too old. What counts is
// the lowest version that the range admits: a lock file may hold just that.
func (a *analysis) typescript(s section, e entry, spec Spec) {
	if a.table.TypeScript == "" || s.peer || !spec.HasRange || spec.Range.Any() {
		return
	}
	if spec.Kind == SpecAlias && spec.Name != "typescript" {
		return
	}
	wanted, ok := ParseVersion(a.table.TypeScript)
	if !ok {
		return
	}
	// A beta of the wanted version understands the new types too.
	floor := wanted.Floor()
	if spec.Range.From(floor) {
		return
	}
	short := wanted.MajorMinor()
	message := fmt.Sprintf("typescript %s is below %s, the first version that follows the results of the new hooks through a check; update it to %s or later", show(e.text), short, short)
	if !spec.Range.Below(floor) {
		message = fmt.Sprintf("typescript %s allows versions below %s, the first that follows the results of the new hooks through a check; see that %s or later is installed", show(e.text), short, short)
	}
	a.findings = append(a.findings, Finding{
		Rule: RuleTypeScript, Kind: Notice, Package: "typescript",
		Start: e.start, End: e.end, Message: message,
	})
}

// show is a version as messages quote it.
func show(text string) string {
	if text == "" {
		return `""`
	}
	return text
}

// sorted is the findings in source order.
func (a *analysis) sorted() []Finding {
	slices.SortStableFunc(a.findings, func(x, y Finding) int { return x.Start - y.Start })
	return a.findings
}
