package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// sarifFormat writes SARIF 2.1.0 as code scanning on GitHub reads it.
//
// The types are our own: the library for the format (go-sarif) brings a schema
// validator that gets ready at every start of the program, a quarter of a
// millisecond whatever is run, and holds the whole report in memory, where
// this writes result by result. A test validates what is written against the
// official schema.
//
// What readers do with it has shaped it. GitHub shows a result's text and a
// rule's Markdown, never the other way round, and tells results of two runs
// apart by fingerprints of its own, which its upload action adds. A rule has a
// name that is not its id, since the standard forbids that they are equal and
// editors show a dash where it is missing.
type sarifFormat struct{}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sourceRoot is the name under which readers look for the repository's root.
const sourceRoot = "%SRCROOT%"

func (sarifFormat) Render(w io.Writer, r *Report) error {
	b := &sarifWriter{w: bufio.NewWriter(w)}
	b.text(`{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{` + "\n")
	b.field("tool", sarifTool{sarifDriver{Name: "clerkctl", Version: strings.TrimPrefix(r.Version, "v"), Rules: sarifRules(r.Rules)}})
	b.text(",\n")
	b.field("automationDetails", sarifID{"clerkctl/" + r.Command + "/"})
	b.text(",\n")
	b.field("invocations", []sarifInvocation{invocationOf(r)})
	b.text(",\n")
	b.field("originalUriBaseIds", map[string]sarifBase{sourceRoot: {sarifText{Text: "The root of the repository."}}})
	b.text(",\n")
	b.field("columnKind", "utf16CodeUnits")
	b.text(`,"results":[`)
	// One by one: there may be many, and each takes more room than a finding.
	separator := "\n"
	if r.Result != nil {
		for _, f := range r.Result.Files {
			for _, result := range resultsOf(r, f) {
				b.text(separator)
				b.value(result)
				separator = ",\n"
			}
		}
	}
	b.text("]}]}\n")
	if b.err != nil {
		return b.err
	}
	return b.w.Flush()
}

// sarifWriter writes parts of a JSON text and keeps the first error.
type sarifWriter struct {
	w   *bufio.Writer
	err error
}

func (b *sarifWriter) text(s string) {
	if b.err == nil {
		_, b.err = b.w.WriteString(s)
	}
}

func (b *sarifWriter) field(name string, v any) {
	b.text(`"` + name + `":`)
	b.value(v)
}

func (b *sarifWriter) value(v any) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil && b.err == nil {
		b.err = err
	}
	b.text(string(escapeJSON(bytes.TrimSuffix(out.Bytes(), []byte("\n")))))
}

// sarifRules describes the rules that were run.
func sarifRules(list []*codemod.Rule) []sarifRule {
	out := []sarifRule{}
	for _, r := range list {
		doc := r.Doc()
		summary := rules.Summary(doc)
		short, _, _ := strings.Cut(summary, ". ")
		out = append(out, sarifRule{
			ID: r.Name, Name: pascalCase(r.Name),
			Short:   sarifText{Text: strings.TrimSuffix(short, ".") + "."},
			Full:    sarifText{Text: summary},
			Help:    sarifText{Text: rules.Plain(doc, 100), Markdown: rules.Markdown(doc)},
			Default: sarifDefault{Level: sarifLevel(r.Severity)},
			Properties: sarifRuleProperties{
				// The names are resolved to what the packages export, so that
				// hardly anything is reported that is not there.
				Precision: "high",
				Severity:  problemSeverity(r.Severity),
				Tags:      []string{"clerk", "migration"},
			},
		})
	}
	return out
}

// pascalCase is a rule's name as the standard wants to see it.
func pascalCase(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

func sarifLevel(s codemod.Severity) string {
	if s == codemod.Notice {
		return "note"
	}
	return "error"
}

func problemSeverity(s codemod.Severity) string {
	if s == codemod.Notice {
		return "recommendation"
	}
	return "error"
}

// invocationOf says how the run went, which is more than its results: files
// that were left alone, and an error that stopped it.
func invocationOf(r *Report) sarifInvocation {
	out := sarifInvocation{ExitCode: r.ExitCode, Successful: r.ExitCode < exitFailed, Notes: []sarifNotification{}}
	if r.Err != nil {
		out.Notes = append(out.Notes, sarifNotification{
			Descriptor: sarifID{"run"}, Level: "error", Message: sarifText{Text: sarifMessage(r.Err.Error())},
		})
	}
	for _, p := range r.RuleProblems() {
		out.Notes = append(out.Notes, sarifNotification{
			Descriptor: sarifID{"rule-failed"}, Level: "error", Message: sarifText{Text: sarifMessage(p.String())},
		})
	}
	if r.Result == nil {
		return out
	}
	for _, name := range r.Result.Unsupported {
		out.Notes = append(out.Notes, sarifNotification{
			Descriptor: sarifID{"unsupported"}, Level: "warning",
			Message: sarifText{Text: sarifMessage(name + ": not a file that this tool reads")},
		})
	}
	for _, f := range r.Result.Files {
		if f.Skipped == "" {
			continue
		}
		n := sarifNotification{
			Descriptor: sarifID{string(f.Skipped)}, Level: "error", Message: sarifText{Text: sarifMessage(skipText(f))},
			Locations: []sarifLocation{{sarifPhysical{Artifact: artifactOf(r, f)}}},
		}
		if f.Harmless() {
			n.Level = "note"
		}
		out.Notes = append(out.Notes, n)
	}
	return out
}

// exitFailed is the least exit code of a run that could not do what it was
// asked.
const exitFailed = 2

// resultsOf are the findings of a file that somebody still has to know of.
func resultsOf(r *Report, f *codemod.FileResult) []sarifResult {
	var out []sarifResult
	artifact := artifactOf(r, f)
	prints := newFingerprints(artifact.URI)
	for i := range f.Findings {
		l := &f.Findings[i]
		// Those that are settled count, so that a run that settled them
		// calls the others by the same names.
		print := prints.of(l)
		if settled(r, l) {
			continue
		}
		result := sarifResult{
			Rule: l.Rule, Index: indexOf(r.Rules, l.Rule), Level: sarifLevel(l.Severity),
			Message:   sarifText{Text: sarifMessage(l.Message)},
			Locations: []sarifLocation{{sarifPhysical{Artifact: artifact, Region: regionOf(l.Place.Start, l.Place.End)}}},
			Prints:    map[string]string{fingerprintName: print},
			Fixes:     fixesOf(r, f, l, artifact),
		}
		if l.Fix != codemod.NoFix {
			result.Properties = &sarifResultProperties{Fix: string(l.Fix)}
		}
		out = append(out, result)
	}
	return out
}

// indexOf is the place of a rule among those that were run; nil for none.
func indexOf(list []*codemod.Rule, name string) *int {
	i := slices.IndexFunc(list, func(r *codemod.Rule) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return &i
}

func regionOf(start, end codemod.Position) *sarifRegion {
	return &sarifRegion{start.Line, start.Column, end.Line, end.Column}
}

// fixesOf offers a finding's fix, as long as the file has the text that it was
// worked out for.
func fixesOf(r *Report, f *codemod.FileResult, l *codemod.Located, artifact sarifArtifact) []sarifFix {
	if len(l.Replacements) == 0 || f.Changed && r.Result.Mode == codemod.Write {
		return nil
	}
	fix := sarifFix{Description: sarifText{Text: "Rewrite it for the new SDK."}}
	if l.Fix == codemod.Unsafe {
		fix.Description.Text = "Rewrite it for the new SDK; the behaviour may change, so take a second look."
	}
	change := sarifChange{Artifact: artifact}
	for _, e := range l.Replacements {
		replacement := sarifReplacement{Deleted: regionOf(e.Start, e.End)}
		if e.New != "" {
			replacement.Inserted = &sarifContent{e.New}
		}
		change.Replacements = append(change.Replacements, replacement)
	}
	fix.Changes = []sarifChange{change}
	return []sarifFix{fix}
}

// artifactOf names a file by its path in the repository, or, outside of it, by
// where it is on this machine.
func artifactOf(r *Report, f *codemod.FileResult) sarifArtifact {
	name, inside := r.inRepository(f)
	if inside {
		return sarifArtifact{URI: encodePath(name), Base: sourceRoot}
	}
	abs := f.Path
	if !filepath.IsAbs(abs) {
		return sarifArtifact{URI: encodePath(name)}
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // a drive's letter
	}
	return sarifArtifact{URI: "file://" + encodePath(abs)}
}

// encodePath makes a path the path of a URI. A colon, which the standard
// allows in most places, would make a scheme of the first folder's name.
func encodePath(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("/-._~!$&'()*+,;=@", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// sarifMessage makes text fit to be shown. What would be a link in it, to
// wherever the text wants, is taken apart.
func sarifMessage(s string) string {
	return strings.ReplaceAll(Escape(s), "](", "] (")
}
