package rules

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// SessionRevoke reports `revoke()` on a session, which is gone.
//
// # Why
//
// `Session.revoke()` has no successor in the table. What comes near is
// `session.end()`, which signs that session out, and `session.remove()`, which
// takes it off the client. Which one was meant depends on why it was revoked.
//
// Only the sessions of `useSession()`, `useSessionList()`, `Clerk.session` and
// what is typed as one lost the method. The sessions with activities that
// `user.getSessions()` lists still have it, and so have invitations and keys.
//
// # Fix safety
//
// Left to a person: no call does the same.
var SessionRevoke = &codemod.Rule{
	Name:     sessionRevoke,
	Severity: codemod.Error,
	Doc:      doc("SessionRevoke"),
	Check:    func(p *codemod.Pass) { checkRemoved(p, sessionRevoke) },
}

// checkRemoved is the check of a rule about methods without a successor.
func checkRemoved(p *codemod.Pass, rule string) {
	var rows []codemod.RemovedMember
	for _, row := range p.Target.Removed {
		if row.Rule == rule && mentions(p, row.Member) {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return
	}
	report := func(v *clerk.Value, name string, at js.Range) {
		for _, row := range rows {
			if row.Member == name && row.Type == resourceOf(p.Target, v) {
				p.Report(codemod.Finding{
					Fix: codemod.Manual, Range: at,
					Message: fmt.Sprintf("%s.%s() is gone without a successor; %s", row.Type, row.Member, row.Instead),
				})
			}
		}
	}
	memberReads(p, func(v *clerk.Value, read js.Node, name string, _ js.Range) {
		at := read.Range()
		if call := calledAt(read); call != nil {
			at = call.Range()
		}
		report(v, name, at)
	})
	patternKeys(p, func(v *clerk.Value, key *js.Property) { report(v, key.Name, keyPos(key)) })
}

// resourceOf is the SDK's type of a value; for a changed hook's result, the
// type that the old line returned.
func resourceOf(t *codemod.Target, v *clerk.Value) string {
	switch v.Kind {
	case clerk.Instance:
		return v.Name
	case clerk.Result:
		for _, h := range t.Hooks {
			if h.Hook == v.Name {
				return h.Type
			}
		}
	}
	return ""
}
