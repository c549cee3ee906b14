package cmd

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/config"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/report"
)

// output is one report of a run: its format, and the file that it goes to, ""
// for the standard output.
type output struct{ format, file string }

// parseOutputs reads the values of --format, FORMAT or FORMAT=FILE. Only the
// formats in printed may go to the standard output. It finds out what would
// keep a file from being written before the run, not after it.
func parseOutputs(values, printed []string) ([]output, error) {
	var outputs []output
	for _, value := range values {
		o, err := parseOutput(value, printed)
		if err != nil {
			return nil, err
		}
		for _, before := range outputs {
			switch {
			case o.file == "" && before.file == "":
				return nil, failf("--format %s and --format %s both go to the standard output", before.format, o.format).
					withHint("write one of them to a file: --format %s=FILE", o.format)
			case o.file != "" && before.file != "" && sameFile(o.file, before.file):
				return nil, failf("--format %s=%s and --format %s=%s are the same file", before.format, before.file, o.format, o.file).
					withHint("give each report a file of its own")
			}
		}
		outputs = append(outputs, o)
	}
	return outputs, nil
}

func parseOutput(value string, printed []string) (output, error) {
	var none output
	format, file, toFile := strings.Cut(value, "=")
	if report.New(format, report.Style{}) == nil {
		allowed := report.Formats()
		if !toFile {
			allowed = printed
		}
		return none, oneOf("format", format, allowed)
	}
	switch {
	case !toFile && !slices.Contains(printed, format):
		return none, failf("--format %s needs a file; the standard output takes %s", format, strings.Join(printed, " or ")).
			withHint("write --format %s=FILE", format)
	case !toFile:
		return output{format: format}, nil
	case file == "" || file == "-":
		err := failf("--format %s: no file is named", value)
		if !slices.Contains(printed, format) {
			return none, err.withHint("write --format %s=FILE", format)
		}
		return none, err.withHint("write --format %s=FILE, or --format %s for the standard output", format, format)
	case reserved(file):
		return none, failf("--format %s: a file of this name is one that clerkctl reads, not a report", value).
			withHint("choose another name, like report.%s", extension(format))
	}
	if err := project.CanReplace(file); err != nil {
		return none, err
	}
	return output{format, file}, nil
}

// reserved reports whether files of that name are read by the program, so that
// writing one would change what the next run does.
func reserved(file string) bool {
	return project.KindOf(file) != project.Other || filepath.Base(file) == config.Name
}

// extension is what files of a format are mostly called.
func extension(format string) string {
	switch format {
	case "text", "github":
		return "txt"
	case "junit":
		return "xml"
	}
	return format
}

// sameFile reports whether two names are of one file, be it there or not.
func sameFile(a, b string) bool {
	if x, err := os.Stat(a); err == nil {
		if y, err := os.Stat(b); err == nil {
			return os.SameFile(x, y)
		}
	}
	return realPath(a) == realPath(b)
}

// realPath is the absolute path with the links in the folder's resolved.
func realPath(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return filepath.Clean(name)
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(dir, filepath.Base(abs))
	}
	return abs
}

// rendering is a renderer and where it writes: a file, or w.
type rendering struct {
	report.Renderer
	file string
	w    io.Writer
}

// renderings are the reports that were asked for.
func (f *checkFlags) renderings(a *app) []rendering {
	var out []rendering
	for _, o := range f.outputs {
		if o.file == "" {
			out = append(out, rendering{Renderer: report.New(o.format, f.style(a, a.out)), w: a.out})
		} else {
			out = append(out, rendering{Renderer: report.New(o.format, f.style(a, nil)), file: o.file})
		}
	}
	return out
}

// printed is the format that goes to the standard output; "" when none does.
func (f *checkFlags) printed() string {
	for _, o := range f.outputs {
		if o.file == "" {
			return o.format
		}
	}
	return ""
}

// wants reports whether a report in the format was asked for.
func (f *checkFlags) wants(format string) bool {
	return slices.ContainsFunc(f.outputs, func(o output) bool { return o.format == format })
}

// write writes the report to its place.
func (to rendering) write(r *report.Report) error {
	render := func(w io.Writer) error { return to.Render(w, r) }
	var err error
	if to.file != "" {
		err = project.Replace(to.file, render)
	} else {
		err = render(to.w)
	}
	if err != nil && !errors.As(err, new(*project.Error)) {
		return failf("cannot write the report: %w", err)
	}
	return err
}

// repositoryFolder is where the working folder lies in the repository when a
// workflow of GitHub says where that is; else "".
func (a *app) repositoryFolder() string {
	root := a.env("GITHUB_WORKSPACE")
	if root == "" {
		return ""
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real
	}
	rel, err := filepath.Rel(root, dir)
	if err != nil || rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(rel)
}
