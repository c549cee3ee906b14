package doctor

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

const authVersionRule = "auth-version"

// authVersion asks for signs of Auth v1.
func (s *subject) authVersion() Check {
	c := Check{ID: "auth-version", Title: "Auth v2"}
	s.lintFindings(&c, authVersionRule)
	for i := range c.Findings {
		// For rendering on the server it is no notice.
		c.Findings[i].Status, c.Status = Failure, Failure
		c.Findings[i].Fix = Fix{Edit: "upgrade the instance to Auth v2 in Clerk's dashboard, then remove authVersion"}
	}
	c.ok("no sign of Auth v1")
	return c
}

// oldAPI asks the linter what is left of the old line. Findings of one rule are
// one finding here: clerkctl lint shows each.
func (s *subject) oldAPI() Check {
	c := Check{ID: "old-api", Title: "Old API"}
	type group struct {
		first codemod.Located // the first that the fix is for
		path  string
		count int
		safe  int
	}
	groups := map[string]*group{}
	for _, f := range s.files {
		if f.Skipped != "" {
			out := Finding{Status: Failure, Message: "could not be read: " + f.Problem, Path: f.Name, Fix: Fix{Edit: "repair the file and run again"}}
			if f.Skipped == codemod.SkipUnreadable {
				out.Message = f.Problem
			}
			if f.Skipped.Expected() {
				out.Status, out.Message, out.Fix = Warning, "was not looked at: "+f.Problem, Fix{Edit: "look at it yourself"}
			}
			c.add(out)
		}
		for i := range f.Findings {
			l := f.Findings[i]
			switch l.Rule {
			case pkgjson.RulePackageJSON, pkgjson.RuleTypeScript, authVersionRule:
				continue // other checks speak of them
			}
			key := l.Rule + " " + string(l.Severity)
			g := groups[key]
			if g == nil {
				g = &group{first: l, path: f.Name}
				groups[key] = g
			}
			g.count++
			if l.Fix == codemod.Safe {
				g.safe++
				if g.first.Fix != codemod.Safe {
					g.first, g.path = l, f.Name
				}
			}
		}
	}
	for _, key := range sorted(groups) {
		g := groups[key]
		f := Finding{Status: Failure, Message: g.first.Message, Path: g.path, Line: g.first.Place.Start.Line, Column: g.first.Place.Start.Column}
		if g.count > 1 {
			f.Message += fmt.Sprintf(" (%d places)", g.count)
		}
		switch {
		case g.first.Severity == codemod.Notice:
			f.Status = Warning
		case g.safe > 0:
			f.Fix = Fix{Command: s.migrate()}
		default:
			f.Fix = Fix{Command: "clerkctl lint --rule " + g.first.Rule + " " + terminal.ShellWord(s.shown(s.dir))}
		}
		f.Message += " [" + g.first.Rule + "]"
		c.add(f)
	}
	c.ok("nothing of it is left")
	return c
}
