package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed tricky
var trickyFiles embed.FS

// trickyCase is a small project on which tools of this kind go wrong.
type trickyCase struct {
	name, about   string
	before, after map[string]string
}

// readCases reads the archives of tricky: what the case is about, then the files
// before and, where they change, after the migration.
func readCases() ([]trickyCase, error) {
	names, err := fs.Glob(trickyFiles, "tricky/*.txtar")
	if err != nil {
		return nil, err
	}
	var out []trickyCase
	for _, name := range names {
		text, err := trickyFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		c := trickyCase{name: strings.TrimSuffix(filepath.Base(name), ".txtar"), before: map[string]string{}}
		archive := txtar.Parse(text)
		about, options, _ := strings.Cut(strings.TrimSpace(string(archive.Comment)), "\n")
		c.about = about
		var after []txtar.File
		for _, f := range archive.Files {
			switch {
			case strings.HasPrefix(f.Name, "before/"):
				c.before[strings.TrimPrefix(f.Name, "before/")] = styled(string(f.Data), options)
			case strings.HasPrefix(f.Name, "after/"):
				after = append(after, f)
			default:
				return nil, fmt.Errorf("%s: %s is neither before nor after", name, f.Name)
			}
		}
		c.after = maps.Clone(c.before)
		for _, f := range after {
			path := strings.TrimPrefix(f.Name, "after/")
			if _, known := c.before[path]; !known {
				return nil, fmt.Errorf("%s: %s is not before", name, path)
			}
			c.after[path] = styled(string(f.Data), options)
		}
		out = append(out, c)
	}
	return out, nil
}

// styled puts into a text what an archive cannot hold well.
func styled(text, options string) string {
	if strings.Contains(options, "options: crlf") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if strings.Contains(options, "options: bom") {
		text = "\ufeff" + text
	}
	return text
}

// trickyScore is how a tool does with each case.
type trickyScore struct {
	name    string
	results []string // "yes", "layout" where only that is wrong, or "no"
}

func (t trickyScore) right() int {
	n := 0
	for _, r := range t.results {
		if r == "yes" {
			n++
		}
	}
	return n
}

// runCases lets every tool that writes work on every case.
func runCases(ctx context.Context, all []tool, cases []trickyCase, work string) ([]trickyScore, error) {
	var out []trickyScore
	dir := filepath.Join(work, "tricky")
	for _, t := range all {
		if t.write == nil {
			continue
		}
		s := trickyScore{name: t.name}
		for _, c := range cases {
			if err := writeTexts(dir, c.before); err != nil {
				return nil, err
			}
			if _, err := runTool(ctx, dir, t.ends, t.write); err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			got, err := texts(dir)
			if err != nil {
				return nil, err
			}
			s.results = append(s.results, c.result(got))
		}
		out = append(out, s)
	}
	return out, nil
}

func (c trickyCase) result(got map[string]string) string {
	if maps.Equal(c.after, got) {
		return "yes"
	}
	for path, text := range c.after {
		if bare(got[path]) != bare(text) {
			return "no"
		}
	}
	return "layout"
}
