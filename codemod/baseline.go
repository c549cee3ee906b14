package codemod

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project"
)

// Baseline is a file of findings that are known: a lint neither shows them nor
// fails because of them. A finding is known by its file, its rule and the text
// of its line, so that it may move about in the file.
type Baseline struct {
	// Path is the file as the user wrote it.
	Path string

	dir     string // the folder of the file, which the paths in it begin at
	entries map[string]map[known]int
}

// known is what findings of one file are recognised by; of several that are
// alike, the number counts.
type known struct{ rule, text string }

// baselineVersion is the version of the file's format.
const baselineVersion = 1

// NewBaseline is a baseline without entries, to be written to path.
func NewBaseline(path string) (*Baseline, error) {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, &project.Error{Path: path, Problem: "cannot find the folder of the baseline: " + reason(err), Hint: "create the folder first", Kind: project.ErrNotFound, Err: err}
	}
	return &Baseline{Path: path, dir: dir, entries: map[string]map[known]int{}}, nil
}

// ReadBaseline reads a baseline. The error is a *[project.Error], of kind
// [project.ErrNotFound] where there is no such file.
func ReadBaseline(path string) (*Baseline, error) {
	b, err := NewBaseline(path)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &project.Error{Path: path, Problem: "is a folder, not a baseline", Hint: "name a file in it", Kind: project.ErrNotRegular}
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &project.Error{Path: path, Problem: "there is no such baseline", Hint: "run clerkctl lint with --baseline and --update-baseline to write it", Kind: project.ErrNotFound, Err: err}
	}
	if err != nil {
		return nil, &project.Error{Path: path, Problem: "the baseline cannot be read: " + reason(err), Kind: project.ErrUnreadable, Err: err}
	}
	if err := b.parse(data); err != nil {
		return nil, &project.Error{Path: path, Problem: "is no baseline: " + err.Error(), Hint: "mend it, or remove it and run with --update-baseline to write it anew", Err: err}
	}
	return b, nil
}

// reason is a system's error without the path, which is said anyway.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

type baselineFile struct {
	Version  int             `json:"version"`
	Findings []baselineEntry `json:"findings"`
}

type baselineEntry struct {
	Path  string `json:"path"`
	Rule  string `json:"rule"`
	Text  string `json:"text"`
	Count int    `json:"count"`
}

func (b *Baseline) parse(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var file baselineFile
	err := d.Decode(&file)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("something follows the object")
		}
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %w", lineAt(data, syntax.Offset), err)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("line %d: it has to be an object: { … }", lineAt(data, kind.Offset))
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: %s cannot be a %s", lineAt(data, kind.Offset), kind.Field, kind.Value)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends too early")
	case err != nil:
		return errors.New(strings.TrimPrefix(err.Error(), "json: "))
	case file.Version != baselineVersion:
		return fmt.Errorf("its version is %d, and this program knows version %d", file.Version, baselineVersion)
	}
	for _, e := range file.Findings {
		if e.Path == "" || e.Rule == "" || e.Count < 1 {
			return fmt.Errorf("an entry for %q lacks a path, a rule or a count", e.Path)
		}
		b.add(b.entries, e.Path, known{e.Rule, e.Text}, e.Count)
	}
	return nil
}

func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(int(offset), 0), len(data))], []byte("\n"))
}

func (*Baseline) add(to map[string]map[known]int, path string, k known, count int) {
	if to[path] == nil {
		to[path] = map[known]int{}
	}
	to[path][k] += count
}

// write writes entries in the order of paths, rules and texts, one on a line,
// so that a change can be reviewed. It tells whether the file is another now.
func (b *Baseline) write(entries map[string]map[known]int) (bool, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %d,\n  \"findings\": [", baselineVersion)
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false) // the texts are read in reviews, not in web pages
	separator := "\n"
	for _, path := range slices.Sorted(maps.Keys(entries)) {
		list := slices.SortedFunc(maps.Keys(entries[path]), func(a, b known) int {
			return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.text, b.text))
		})
		for _, k := range list {
			out.WriteString(separator + "    ")
			if err := lines.Encode(baselineEntry{path, k.rule, k.text, entries[path][k]}); err != nil {
				return false, err
			}
			out.Truncate(out.Len() - 1) // the encoder ends the line
			separator = ",\n"
		}
	}
	if separator != "\n" {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	if old, err := os.ReadFile(b.Path); err == nil && bytes.Equal(old, out.Bytes()) {
		return false, nil
	}
	return true, project.Replace(b.Path, func(w io.Writer) error {
		_, err := w.Write(out.Bytes())
		return err
	})
}
