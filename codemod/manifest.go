package codemod

import (
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// ManifestPass is what a rule sees of one package.json or
// pnpm-workspace.yaml, and where it reports.
type ManifestPass struct {
	// Path is the file's absolute path, Src its text.
	Path string
	Src  string
	// Target is the SDK line that is migrated to.
	Target *Target
	// Options are the run's choices that rules look at.
	Options *RuleOptions
	// Versions is what there is to say about the versions in the file, in
	// source order; each names the rule that it belongs to.
	Versions []pkgjson.Finding

	rule     *Rule
	findings []*Finding
}

// Report adds a finding; see [Pass.Report].
func (p *ManifestPass) Report(f Finding) {
	p.findings = append(p.findings, completed(p.rule, f))
}

// ReportVersions reports those of Versions that belong to the rule.
func (p *ManifestPass) ReportVersions() {
	for _, v := range p.Versions {
		if v.Rule != p.rule.Name {
			continue
		}
		f := Finding{Message: v.Message, Range: js.Range{Start: v.Start, End: v.End}}
		switch v.Kind {
		case pkgjson.Safe:
			f.Fix = Safe
			f.Edits = []Edit{Replace(f.Range, v.New)}
		case pkgjson.Manual:
			f.Fix = Manual
		case pkgjson.Notice:
			f.Fix = NoFix
		}
		p.Report(f)
	}
}

// VersionTable is what the target says about versions.
func (t *Target) VersionTable() pkgjson.Table {
	table := pkgjson.Table{TypeScript: t.TypeScript}
	for _, v := range t.Versions {
		table.Rows = append(table.Rows, pkgjson.Row{Package: v.Package, Old: v.Old, New: v.New, Manual: v.Manual, Keep: v.Keep})
	}
	return table
}

// ParseSetVersions reads the values of --set-version, such as
// "@clerk/nextjs=next".
func (t *Target) ParseSetVersions(args []string) (map[string]string, error) {
	return pkgjson.ParseSet(args, t.VersionTable())
}

// completed fills in what a rule leaves to the engine.
func completed(r *Rule, f Finding) *Finding {
	f.Rule = r.Name
	if f.Severity == "" {
		f.Severity = Error
		if f.Fix == NoFix {
			f.Severity = Notice
		}
	}
	return &f
}
