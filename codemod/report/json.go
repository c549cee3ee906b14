package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/clerkctl/clerkctl/codemod"
)

// jsonFormat writes one object, version 1 of a format that only ever grows.
type jsonFormat struct{}

type jsonReport struct {
	Version int         `json:"version"`
	Command string      `json:"command"`
	Target  string      `json:"target"`
	Error   string      `json:"error,omitempty"`
	Summary jsonSummary `json:"summary"`
	Files   []jsonFile  `json:"files"`
	// RuleErrors are there only where rules of the project's own failed.
	RuleErrors []jsonRuleError `json:"ruleErrors,omitempty"`
}

type jsonRuleError struct {
	Rule    string `json:"rule"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

type jsonSummary struct {
	Files    int `json:"files"`
	Changed  int `json:"changed"`
	Skipped  int `json:"skipped"`
	Findings int `json:"findings"`
	Applied  int `json:"applied"`
	Unsafe   int `json:"unsafe"`
	Manual   int `json:"manual"`
	Notices  int `json:"notices"`
	// Proof is there only where modules were run before and after.
	Proof *jsonProofs `json:"proof,omitempty"`
}

type jsonProofs struct {
	Modules      int `json:"modules"`
	Same         int `json:"same"`
	Different    int `json:"different"`
	Inconclusive int `json:"inconclusive"`
	Edits        int `json:"edits"`
	Reached      int `json:"reached"`
}

type jsonFile struct {
	Path     string        `json:"path"`
	Changed  bool          `json:"changed"`
	Skipped  string        `json:"skipped"`
	Findings []jsonFinding `json:"findings"`
	Proof    []jsonProof   `json:"proof,omitempty"`
}

type jsonProof struct {
	Scenario string `json:"scenario"`
	State    string `json:"state"`
	Reason   string `json:"reason"`
	Diff     string `json:"diff,omitempty"`
}

type jsonFinding struct {
	Rule      string `json:"rule"`
	Severity  string `json:"severity"`
	Fix       string `json:"fix"`
	Applied   bool   `json:"applied"`
	Message   string `json:"message"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

func (jsonFormat) Render(w io.Writer, r *Report) error {
	out := jsonReport{Version: 1, Command: r.Command, Target: r.Target, Files: []jsonFile{}}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	if r.Result != nil {
		written := r.Result.Mode == codemod.Write
		c := r.Result.Count()
		out.Summary = jsonSummary{
			Files: c.Files, Changed: c.Changed, Skipped: c.Skipped, Findings: c.Findings,
			Unsafe: c.Unsafe, Manual: c.Manual, Notices: c.Notices,
		}
		if written {
			out.Summary.Applied = c.Applied
		}
		if all := proofsOf(r.Result); all.modules > 0 {
			out.Summary.Proof = &jsonProofs{
				Modules: all.modules, Edits: all.edits, Reached: all.reached,
				Same: all.states[codemod.Same], Different: all.states[codemod.Different], Inconclusive: all.states[codemod.Inconclusive],
			}
		}
		for _, f := range r.Result.Files {
			out.Files = append(out.Files, fileOf(f, written))
		}
	}
	for _, p := range r.RuleProblems() {
		out.RuleErrors = append(out.RuleErrors, jsonRuleError{p.Rule, p.Path, p.Message})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := w.Write(escapeJSON(b.Bytes()))
	return err
}

func fileOf(f *codemod.FileResult, written bool) jsonFile {
	out := jsonFile{Path: f.Name, Changed: f.Changed, Skipped: string(f.Skipped), Findings: []jsonFinding{}}
	for _, l := range f.Findings {
		out.Findings = append(out.Findings, jsonFinding{
			Rule: l.Rule, Severity: string(l.Severity), Fix: string(l.Fix),
			Applied: l.Applied && written, Message: l.Message,
			Line: l.Place.Start.Line, Column: l.Place.Start.Column,
			EndLine: l.Place.End.Line, EndColumn: l.Place.End.Column,
		})
	}
	if f.Proof != nil {
		for _, s := range f.Proof.Scenarios {
			out.Proof = append(out.Proof, jsonProof{s.Scenario, string(s.Verdict), s.Reason, s.Diff})
		}
	}
	return out
}
