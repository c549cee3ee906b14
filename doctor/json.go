package doctor

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/clerkctl/clerkctl/internal/terminal"
)

// The JSON is one object, version 1 of a format that only ever grows.
type jsonReport struct {
	Version  int           `json:"version"`
	Command  string        `json:"command"`
	Target   string        `json:"target"`
	Ready    bool          `json:"ready"`
	Summary  jsonSummary   `json:"summary"`
	Shared   []jsonCheck   `json:"shared"`
	Packages []jsonPackage `json:"packages"`
	Error    *jsonError    `json:"error,omitempty"`
}

type jsonSummary struct {
	Files         int `json:"files"`
	OK            int `json:"ok"`
	Warnings      int `json:"warnings"`
	Failures      int `json:"failures"`
	NotApplicable int `json:"notApplicable"`
}

type jsonPackage struct {
	Path      string      `json:"path"`
	Name      string      `json:"name"`
	Framework Framework   `json:"framework"`
	Checks    []jsonCheck `json:"checks"`
}

type jsonCheck struct {
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Status   string        `json:"status"`
	Message  string        `json:"message"`
	Findings []jsonFinding `json:"findings"`
}

// jsonFinding has 0 for a line or column that is not known.
type jsonFinding struct {
	Status  string  `json:"status"`
	Message string  `json:"message"`
	Path    string  `json:"path"`
	Line    int     `json:"line"`
	Column  int     `json:"column"`
	Fix     jsonFix `json:"fix"`
}

type jsonFix struct {
	Command string `json:"command"`
	Edit    string `json:"edit"`
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
}

type jsonError struct {
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// WriteJSON writes the report for programs.
func (r *Report) WriteJSON(w io.Writer) error {
	s := r.Summary()
	out := jsonReport{
		Target: r.Target, Ready: s.Ready() && !r.Interrupted,
		Summary: jsonSummary{Files: r.Files, OK: s.OK, Warnings: s.Warnings, Failures: s.Failures, NotApplicable: s.NotApplicable},
		Shared:  jsonChecks(r.Shared), Packages: []jsonPackage{},
	}
	for _, p := range r.Packages {
		out.Packages = append(out.Packages, jsonPackage{p.Path, p.Name, p.Framework, jsonChecks(p.Checks)})
	}
	return out.write(w)
}

// WriteJSONError writes the same object for a project that could not be
// checked.
func WriteJSONError(w io.Writer, target, message, hint string) error {
	return jsonReport{Target: target, Shared: []jsonCheck{}, Packages: []jsonPackage{}, Error: &jsonError{message, hint}}.write(w)
}

func jsonChecks(checks []Check) []jsonCheck {
	out := []jsonCheck{}
	for _, c := range checks {
		j := jsonCheck{c.ID, c.Title, c.Status.String(), c.Message, []jsonFinding{}}
		for _, f := range c.Findings {
			j.Findings = append(j.Findings, jsonFinding{f.Status.String(), f.Message, f.Path, f.Line, f.Column, jsonFix(f.Fix)})
		}
		out = append(out, j)
	}
	return out
}

func (r jsonReport) write(w io.Writer) error {
	r.Version, r.Command = 1, "doctor"
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return err
	}
	_, err := w.Write(terminal.EscapeJSON(b.Bytes()))
	return err
}
