package codemod

import (
	"context"
)

func (r *run) moved(path string) bool                                 { return false }
func (r *run) importedAs() []string                                   { return nil }
func (r *run) guard(ctx context.Context, changed []*FileResult) error { return nil }
func (r *run) installs(changed []*FileResult)                         {}
