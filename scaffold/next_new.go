package scaffold

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// newNext plans a Next.js project in a folder that is empty or does not exist.
func (s *site) newNext(ctx context.Context) (*Plan, error) {
	p := s.plan("Next.js")
	release := cmp.Or(s.opts.SetVersion[nextPackage], newNextVersion)
	if err := supportedClerk(release); err != nil {
		return nil, err
	}
	state, err := nextContext(release)
	if err != nil {
		return nil, err
	}
	ts := s.typescript()
	data := map[string]any{"Name": packageName(s.dir), "Clerk": release, "Pins": pins(release), "TypeScript": ts}
	ext := s.extension()
	for _, f := range []struct {
		name, template, why string
		typed               bool // only in TypeScript
	}{
		{name: "package.json", template: "package.json"},
		{name: ".gitignore", template: "gitignore"},
		{name: ".env.local", template: "env.local", why: "values for clerkctl dev; git ignores it"},
		{name: ".env.local.example", template: "env.local.example", why: "what a Clerk instance gives"},
		{name: "tsconfig.json", template: "tsconfig.json", typed: true},
		{name: "next-env.d.ts", template: "next-env.d.ts", typed: true},
		{name: "pages/_app" + ext, template: "pages/_app.tsx", why: "gives the page's props to " + provider},
		{name: "pages/sign-in/[[...index]]" + ext, template: "pages/sign-in/index.tsx"},
		{name: "pages/sign-up/[[...index]]" + ext, template: "pages/sign-up/index.tsx"},
	} {
		if f.typed && !ts {
			continue
		}
		text, err := fill("next", f.template, data)
		if err != nil {
			return nil, err
		}
		file := &File{Name: f.name, Action: Create, After: text, Why: f.why}
		if f.template == "pages/_app.tsx" {
			file.role = appRole
		}
		p.add(file)
	}
	pages := []string{"index", "profile"}
	for _, name := range s.opts.pages() {
		if !slices.Contains(pages, name) {
			pages = append(pages, name)
		}
	}
	for _, name := range pages {
		text, err := s.newPage(name, state)
		if err != nil {
			return nil, err
		}
		why := "greets who is signed in"
		if name == "profile" || s.opts.LoadUser {
			why += ", with the user"
		}
		p.add(&File{Name: "pages/" + name + ext, Action: Create, After: text, Why: why, role: pageRole})
	}
	if err := s.settle(p); err != nil {
		return nil, err
	}
	if f := p.file(".env.local"); f.Action == Keep {
		s.noteSettings(p)
	}
	p.Next = s.commands(p, "npm", "npm install")
	return p, check(ctx, s, p, state)
}

// packageName makes a name that npm takes of a folder's.
func packageName(dir string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(filepath.Base(dir)) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' {
			b.WriteRune(c)
		} else {
			b.WriteByte('-')
		}
	}
	return cmp.Or(strings.Trim(b.String(), "-_."), "my-app")
}

// settle brings the plan of a new project in line with what is in the folder
// already. What a person may have put there before stays; a file that has to
// be another one stops it.
func (s *site) settle(p *Plan) error {
	var unknown, conflicts []string
	for _, name := range s.entries {
		if !innocent(name) && !slices.ContainsFunc(p.Files, func(f *File) bool { return f.Name == name || strings.HasPrefix(f.Name, name+"/") }) {
			unknown = append(unknown, name)
		}
	}
	for _, f := range p.Files {
		before, found, err := s.text(f.Name)
		switch {
		case err != nil:
			return err
		case !found:
		case before == f.After:
			f.Action, f.Before, f.After, f.Why = Keep, before, "", "is there already"
		case f.Name == ".gitignore":
			ignoreMore(f, before)
		case strings.HasPrefix(f.Name, ".env.local"):
			// Somebody's own values; what they lack a note says.
			f.Action, f.Before, f.After, f.Why = Keep, before, "", "is there already"
		default:
			conflicts = append(conflicts, s.shownName(f.Name))
		}
	}
	if len(unknown) > 0 {
		return &project.Error{
			Path:    s.shown,
			Problem: "is not empty and has no package.json, so it is neither a new project nor one that can be patched; it holds " + few(unknown),
			Hint:    "name an empty folder, or one that does not exist yet",
		}
	}
	if len(conflicts) > 0 {
		return &project.Error{
			Problem: "there are files where the new project's would go, nothing was written: " + few(conflicts),
			Hint:    "move them away, or name an empty folder",
			Kind:    project.ErrExists,
		}
	}
	return nil
}

// ignoreMore has the .gitignore that is there ignore what the new one would.
func ignoreMore(f *File, before string) {
	have := map[string]bool{}
	for line := range strings.Lines(before) {
		have[strings.Trim(strings.TrimSpace(line), "/")] = true
	}
	newline := "\n"
	if strings.Contains(before, "\r\n") {
		newline = "\r\n"
	}
	var more []string
	for line := range strings.Lines(f.After) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !have[strings.Trim(line, "/")] {
			more = append(more, line)
		}
	}
	f.Action, f.Before, f.After, f.Why = Keep, before, "", "ignores what has to be ignored"
	if len(more) > 0 {
		start := before
		if start != "" && !strings.HasSuffix(start, "\n") {
			start += newline
		}
		f.Action, f.After = Patch, start+strings.Join(more, newline)+newline
		f.Why = "ignores " + strings.Join(more, ", ")
	}
}

// innocent are files that people have in a folder before there is a project.
func innocent(name string) bool {
	switch strings.ToLower(name) {
	case ".git", ".hg", ".gitattributes", ".gitignore", ".idea", ".vscode", ".ds_store", "thumbs.db", ".editorconfig",
		"license", "license.md", "readme.md", "readme", "docs", "clerkctl.json":
		return true
	}
	return false
}

// few lists the first of many names.
func few(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " and more"
}

// commands are what a person does with a Next.js project now.
func (s *site) commands(p *Plan, manager, install string) []Command {
	run := manager + " run dev"
	if manager == "yarn" || manager == "pnpm" {
		run = manager + " dev"
	}
	if !s.isNew && !s.script("dev") {
		run = "npx next dev -H 127.0.0.1"
		if p.Framework == remixFramework {
			run = "npx remix dev"
		}
	}
	var out []Command
	if s.shown != "." {
		out = append(out, Command{Line: "cd " + terminal.ShellWord(s.shown)})
	}
	if f := p.file("package.json"); f != nil && f.Changed() {
		out = append(out, Command{Line: install})
	}
	out = append(out,
		Command{"clerkctl dev", "in another terminal: stands in for Clerk's Backend API"},
		Command{run, "then open http://127.0.0.1:3000"},
		Command{`curl -H "$(clerkctl token sign --cookie)" http://127.0.0.1:3000/`, "as somebody who is signed in"})
	if !s.isNew {
		out = append(out, Command{"clerkctl doctor", "looks for what else is missing"})
	}
	return out
}

// script reports whether package.json has a script of that name.
func (s *site) script(name string) bool {
	list, _ := s.document.Root().Get("scripts")
	_, ok := list.Get(name)
	return ok
}
