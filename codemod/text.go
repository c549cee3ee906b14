package codemod

import (
	"context"
	"path/filepath"

	"github.com/clerkctl/clerkctl/codemod/project"
)

// RunText looks at one text that is not read from the disk, as if it were the
// file of that name: the name decides what kind of file it is, and the files
// round it what its imports mean. Nothing is written; fixed is the text with
// the fixes of the run made, the text itself in mode [Lint].
//
// The error is a *[project.Error] about the name.
func RunText(ctx context.Context, o Options, name, text string) (result *Result, fixed string, err error) {
	f := project.File{Path: filepath.Clean(name), Kind: project.KindOf(name), Named: true}
	if f.Kind == project.Other {
		return nil, "", &project.Error{Path: name, Problem: "is not the name of a file that this tool reads", Hint: "it reads .js .jsx .ts .tsx .mjs .cjs .mts .cts, package.json and pnpm-workspace.yaml"}
	}
	if f.Abs, err = filepath.Abs(name); err != nil {
		return nil, "", &project.Error{Path: name, Problem: "cannot find its folder: " + reason(err), Kind: project.ErrNotFound, Err: err}
	}
	// The file itself need not be there.
	if dir, err := filepath.EvalSymlinks(filepath.Dir(f.Abs)); err == nil {
		f.Abs = filepath.Join(dir, filepath.Base(f.Abs))
	}
	o.Paths = []string{filepath.Dir(f.Abs)}
	r := newRun(o)
	defer r.workers.close()
	r.result.Looked = 1
	out := &FileResult{Path: f.Abs, Name: r.name(f.Path)}
	r.text(ctx, f, text, out)
	r.result.Interrupted = ctx.Err() != nil
	if r.result.Interrupted {
		return r.result, text, nil
	}
	if err := r.finishBaseline(); err != nil {
		return r.result, text, err
	}
	fixed = apply(text, out.edits)
	if err := verifyRelease(out.Path, text, fixed); err != nil {
		out.unwritten()
		out.fail(err)
		return r.result, text, nil
	}
	return r.result, fixed, nil
}

// text looks at one text if it has to do with Clerk.
func (r *run) text(ctx context.Context, f project.File, text string, out *FileResult) {
	data := []byte(text)
	if f.Kind != project.Source && r.opts.NoManifests {
		return
	}
	if f.Kind == project.Source && r.all || r.firstLook.In(data) {
		if reason := project.SkipReason(data); reason != "" {
			r.checker.baseline.see(f.Abs, false)
			out.Skipped = SkipReason(reason)
			out.Problem = words(out.Skipped)
			r.add(out)
			return
		}
	} else if f.Kind != project.Source || project.SkipReason(data) != "" || !r.imports(f, data) {
		r.checker.baseline.see(f.Abs, true)
		return
	}
	r.examine(ctx, f, text, out)
}
