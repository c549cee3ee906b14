package report

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/clerkctl/clerkctl/codemod"
)

// Diff is the renderer of the changes that a run would make, as one unified
// diff that `git apply` and `patch -p1` take. It reads the changed files
// again, one after the other.
func Diff(s Style) Renderer { return diffFormat{s} }

type diffFormat struct{ style Style }

func (d diffFormat) Render(w io.Writer, r *Report) error {
	if r.Result == nil {
		return nil
	}
	folder, err := d.begin(w, r.Result)
	if err != nil {
		return err
	}
	var failed error
	shown := false
	for _, f := range r.Result.Files {
		if !f.Changed {
			continue
		}
		text, err := unified(f, folder)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		if d.style.Terminal || d.style.Paint.Colored() {
			text = d.show(text)
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
		shown = true
	}
	if shown && d.style.Paint.Columns(0) > 0 {
		// What follows in a terminal is no part of the diff.
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	return failed
}

// FileDiff is the difference of two texts of one file, as `git apply` takes it.
// A file that is new has no text before.
func FileDiff(s Style, name, before, after string, isNew bool) (string, error) {
	from := diffName("a/" + name)
	if isNew {
		from = "/dev/null"
	}
	text, err := unifiedText(from, diffName("b/"+name), before, after)
	if err != nil {
		return "", err
	}
	if s.Terminal || s.Paint.Colored() {
		text = diffFormat{s}.show(text)
	}
	return text, nil
}

// begin decides where the paths of the diff begin: in the folder that is
// returned, or "" for the working folder. Git refuses a path that leads upwards;
// then the first line, which is no part of the diff for git, says where.
func (d diffFormat) begin(w io.Writer, r *codemod.Result) (folder string, err error) {
	var changed []string
	up := false
	for _, f := range r.Files {
		if f.Changed {
			changed = append(changed, f.Path)
			up = up || strings.HasPrefix(f.Name, "../")
		}
	}
	if !up {
		return "", nil
	}
	working, err := folderOf(nil)
	if err == nil {
		folder, err = folderOf(changed)
	}
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(working, folder)
	if err != nil {
		return "", err
	}
	_, err = io.WriteString(w, "the paths of this diff begin in "+filepath.ToSlash(rel)+": apply it there\n")
	return folder, err
}

func unified(f *codemod.FileResult, folder string) (string, error) {
	before, after, err := f.Texts()
	if err != nil {
		return "", err
	}
	name := f.Name
	if folder != "" {
		rel, err := filepath.Rel(folder, f.Path)
		if err != nil {
			return "", err
		}
		name = filepath.ToSlash(rel)
	}
	return unifiedText(diffName("a/"+name), diffName("b/"+name), before, after)
}

// unifiedText is the difference of two texts.
func unifiedText(from, to, before, after string) (string, error) {
	d, err := udiff.ToUnifiedDiff(from, to, before, udiff.Lines(before, after), udiff.DefaultContextLines)
	if err != nil {
		return "", err
	}
	// The library does not count the unchanged lines between the changes of
	// one hunk when it numbers the next one.
	added := 0
	for _, h := range d.Hunks {
		h.ToLine = h.FromLine + added
		for _, line := range h.Lines {
			switch line.Kind {
			case udiff.Insert:
				added++
			case udiff.Delete:
				added--
			}
		}
	}
	return d.String(), nil
}

// diffName writes a path as git does: quoted where it holds something that
// would end it, and with a tab behind it where it holds a space.
func diffName(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7f || r == '"' || r == '\\' }) {
		var b strings.Builder
		b.WriteByte('"')
		for i := range len(name) {
			switch c := name[i]; {
			case c == '"' || c == '\\':
				b.WriteByte('\\')
				b.WriteByte(c)
			case c == '\n':
				b.WriteString(`\n`)
			case c == '\t':
				b.WriteString(`\t`)
			case c < 0x20 || c == 0x7f:
				b.WriteByte('\\')
				b.WriteByte('0' + c>>6)
				b.WriteByte('0' + c>>3&7)
				b.WriteByte('0' + c&7)
			default:
				b.WriteByte(c)
			}
		}
		b.WriteByte('"')
		return b.String()
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}

// Hunks are the differences of two texts for a person, without file names.
func Hunks(s Style, before, after string) (string, error) {
	text, err := unifiedText("a", "b", before, after)
	if err != nil {
		return "", err
	}
	for range 2 {
		_, text, _ = strings.Cut(text, "\n")
	}
	return diffFormat{s}.show(text), nil
}

// show makes a diff fit for a terminal: escaped and coloured, line by line.
func (d diffFormat) show(text string) string {
	p := d.style.Paint
	var b strings.Builder
	for line := range strings.SplitAfterSeq(text, "\n") {
		if line == "" {
			continue
		}
		body := strings.TrimSuffix(line, "\n")
		shown := Escape(strings.TrimSuffix(body, "\r"))
		shown = strings.ReplaceAll(shown, `\t`, "\t")
		switch {
		case strings.HasPrefix(body, "+++"), strings.HasPrefix(body, "---"):
			shown = p.Bold(shown)
		case strings.HasPrefix(body, "@@"):
			shown = p.Dim(shown)
		case strings.HasPrefix(body, "+"):
			shown = p.Green(shown)
		case strings.HasPrefix(body, "-"):
			shown = p.Red(shown)
		}
		b.WriteString(shown)
		b.WriteByte('\n')
	}
	return b.String()
}
