package scaffold

import (
	"context"
	"fmt"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// check reads every text of the plan again, before anything is written, and runs
// those that are modules. An error is a mistake of this package, not of the
// project. auth is the expression of a loader that holds the state.
func check(ctx context.Context, s *site, p *Plan, auth string) error {
	for _, f := range p.Files {
		if !f.Changed() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		switch project.KindOf(f.Name) {
		case project.Source:
			if err = js.Recheck(f.Name, f.Before, f.After); err == nil {
				err = js.RecheckRelease(f.Name, f.Before, f.After)
			}
		case project.PackageJSON:
			_, err = pkgjson.Parse([]byte(f.After))
		}
		if err != nil {
			return &project.Error{
				Path:    s.shownName(f.Name),
				Problem: fmt.Sprintf("would not be valid: %v; nothing was written", err),
				Hint:    "please report it with this file",
			}
		}
	}
	return s.render(ctx, p, auth)
}
