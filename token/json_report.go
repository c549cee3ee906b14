package token

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/verify"
)

// jsonReport is the object that --format json prints. Fields are added to it,
// never renamed or removed, unless Version changes.
type jsonReport struct {
	Version int          `json:"version"`
	Command string       `json:"command"`
	Error   string       `json:"error,omitempty"` // why nothing could be checked
	Hint    string       `json:"hint,omitempty"`
	At      *time.Time   `json:"at,omitempty"` // the time that the token was looked at
	Source  string       `json:"source,omitempty"`
	Notes   []string     `json:"notes"`
	Header  any          `json:"header"`
	Claims  any          `json:"claims"`
	Reading []jsonMember `json:"explained"`

	Signature *string `json:"signature,omitempty"` // on request only

	// Verified is null while it is not known whether the token is good.
	Verified *bool        `json:"verified"`
	Reasons  []jsonReason `json:"reasons"`
	Warnings []jsonNote   `json:"warnings"`
	Key      *jsonKey     `json:"key,omitempty"`
	Checked  []string     `json:"checked,omitempty"`

	// Auth is what data loaders get; null unless Verified is true.
	Auth    *verify.Auth    `json:"auth"`
	Session *verify.Session `json:"session,omitempty"`
	// What an inspected token says of itself, which anyone may have written.
	UnverifiedAuth    *verify.Auth    `json:"unverifiedAuth,omitempty"`
	UnverifiedSession *verify.Session `json:"unverifiedSession,omitempty"`
}

type jsonMember struct {
	Part    string `json:"part"`
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Reading string `json:"reading,omitempty"`
}

type jsonReason struct {
	Reason string `json:"reason"`
	Detail string `json:"detail"`
	Hint   string `json:"hint,omitempty"`
}

type jsonNote struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

type jsonKey struct {
	ID      string `json:"kid"`
	Kind    string `json:"kind"`
	Source  string `json:"source"`
	Matched bool   `json:"signed"` // whether it is the one that signed
}

// WriteJSON writes the report as one line of JSON, without anything in it that
// a terminal would act on. The signature is left out unless it is asked for.
func (r *Report) WriteJSON(w io.Writer, signature bool) error {
	out := jsonReport{
		Version: 1, Command: r.Command, Notes: list(r.Notes), Verified: r.Verified,
		Reasons: []jsonReason{}, Warnings: []jsonNote{}, Reading: []jsonMember{}, Checked: r.Checked,
	}
	if !r.Now.IsZero() {
		now := r.Now.UTC().Truncate(time.Millisecond)
		out.At = &now
	}
	if r.Err != nil {
		out.Error = r.Err.Error()
		var e *Error
		if errors.As(r.Err, &e) {
			out.Hint = e.Hint
		}
	}
	if r.Found != nil {
		out.Source = r.Found.From
	}
	for _, e := range r.Reasons {
		out.Reasons = append(out.Reasons, jsonReason{string(e.Reason), e.Detail, e.Hint})
	}
	for _, n := range r.Warnings {
		out.Warnings = append(out.Warnings, jsonNote(n))
	}
	if r.KeyFrom != "" {
		out.Key = &jsonKey{Source: r.KeyFrom}
		if r.Key != nil {
			out.Key.ID, out.Key.Kind, out.Key.Matched = r.Key.ID(), r.Key.Describe(), true
		}
	}
	if u := r.Token; u != nil {
		out.Header, out.Claims = u.Header, u.Claims
		for _, e := range u.Explain(r.Now) {
			if e.Meaning != "" {
				out.Reading = append(out.Reading, jsonMember{e.Part, e.Name, e.Meaning, e.Reading})
			}
		}
		if signature {
			s := u.Signature()
			out.Signature = &s
		}
		if r.Command == "token inspect" && u.Session != nil {
			auth := u.Session.Auth()
			out.UnverifiedAuth, out.UnverifiedSession = &auth, u.Session
		}
	}
	if r.Verified != nil && *r.Verified {
		auth := r.Session.Auth()
		out.Auth, out.Session = &auth, r.Session
	}
	return writeJSON(w, out)
}

// WriteJSONError writes what a command answers that could not even begin.
func WriteJSONError(w io.Writer, command string, e *Error) error {
	if command == "token keys" {
		return writeJSON(w, struct {
			Version int    `json:"version"`
			Command string `json:"command"`
			Error   string `json:"error"`
			Hint    string `json:"hint,omitempty"`
		}{1, command, e.Text, e.Hint})
	}
	return (&Report{Command: command, Err: e}).WriteJSON(w, false)
}

// list is never null in JSON.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(terminal.EscapeJSON(b.Bytes()))
	return err
}
