package scaffold

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

// stage holds what the modules of a plan are run with.
//
//go:embed stage
var stage embed.FS

// role is what a file is to the framework, and so how it is checked.
type role int

const (
	noRole    role = iota
	appRole        // renders every page
	pageRole       // a page with a loader
	rootRole       // the root of a Remix application
	routeRole      // a route of one
)

// the user that the stage signs in.
const stageUser = "user_ada"

// renderCheck runs the modules that a plan writes: the app and the pages, each
// signed in and signed out, with what they import stood in for. A template
// that fails is an error; a patch that fails becomes a task for a person, for
// the reason can only lie in its file.
type renderCheck struct {
	site *site
	plan *Plan
	auth string // where loaders find the state
	pool *twin.Pool
}

func (s *site) render(ctx context.Context, p *Plan, auth string) error {
	return s.renderWithin(ctx, p, auth, 10)
}

// renderWithin is render with a limit of seconds for each module.
func (s *site) renderWithin(ctx context.Context, p *Plan, auth string, seconds int) error {
	var files []*File
	for _, f := range p.Files {
		if f.Changed() && f.role != noRole {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil
	}
	c := &renderCheck{site: s, plan: p, auth: auth, pool: twin.NewPool(twin.Options{Workers: 1, Limit: time.Duration(seconds) * time.Second})}
	defer c.pool.Close()
	for _, f := range files {
		if err := c.file(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// file runs a file after the change, and does with the plan what comes of that.
func (c *renderCheck) file(ctx context.Context, f *File) error {
	wrong, err := c.outcome(ctx, f, f.After)
	switch {
	case err != nil:
		return err
	case wrong == nil:
		f.Rendered = true
		return nil
	case f.Action == Create:
		return &project.Error{Path: c.site.shownName(f.Name), Problem: "was rendered to check it, and " + wrong.why + "; nothing was written", Hint: "please report it"}
	}
	if !wrong.certain {
		// Run alone, a module may fail for reasons of its own.
		before, err := c.outcome(ctx, f, f.Before)
		if err != nil {
			return err
		}
		if before != nil && !before.certain {
			c.plan.note(fmt.Sprintf("%s cannot be run alone, with stand-ins for what it imports, so that its change was only read again: %s", c.site.shownName(f.Name), before.why))
			return nil
		}
	}
	f.Action = Manual
	f.Why = "the change was rendered to check it, and " + wrong.why + "; it is not made"
	return nil
}

// fault is what is wrong with a module that was run. It is certain where no
// module has it of its own.
type fault struct {
	why     string
	certain bool
}

// outcome runs a text of a file, and says what is wrong; nil when nothing is.
func (c *renderCheck) outcome(ctx context.Context, f *File, text string) (*fault, error) {
	session, err := c.pool.Load(ctx, c.program(f, text))
	if err != nil {
		return faultOf(ctx, err)
	}
	defer session.Close()
	run := c.page
	switch f.role {
	case appRole:
		run = c.app
	case rootRole:
		run = c.remixRoot
	case routeRole:
		run = c.route
	}
	for _, signedIn := range []bool{true, false} {
		wrong, err := run(ctx, session, f, signedIn)
		if err != nil {
			return faultOf(ctx, err)
		}
		if wrong != nil {
			return wrong, nil
		}
	}
	return nil, nil
}

// faultOf is what went wrong in the module; an error where that is not it.
func faultOf(ctx context.Context, err error) (*fault, error) {
	var e *twin.Error
	if ctx.Err() != nil || !errors.As(err, &e) || e.Kind == twin.NoWorker {
		return nil, fmt.Errorf("the result cannot be checked: %w", err)
	}
	return &fault{why: "it fails: " + e.Message}, nil
}

func state(signedIn bool) string {
	if signedIn {
		return "signed in"
	}
	return "signed out"
}

// app runs the app with a page of the stage's.
func (c *renderCheck) app(ctx context.Context, session *twin.Session, f *File, signedIn bool) (*fault, error) {
	var got struct {
		Pages        int
		User         *string
		Kept, Inside bool
	}
	if err := call(ctx, session, &got, "renderApp", signedIn); err != nil {
		return nil, err
	}
	switch {
	case got.Pages == 0:
		return &fault{why: state(signedIn) + " it renders no page"}, nil
	case !got.Inside:
		// An app may leave pages out of its provider on purpose.
		return &fault{state(signedIn) + " the page is in no provider", !c.hadProvider(f)}, nil
	case !isUser(got.User, signedIn):
		return &fault{state(signedIn) + " the page is not told so", true}, nil
	case !got.Kept && (f.Action == Create || f.Before != f.After && c.keepsProps(ctx, f)):
		return &fault{state(signedIn) + " the page does not get its props", true}, nil
	}
	return nil, nil
}

// keepsProps reports whether the app gave its page all props before the change.
func (c *renderCheck) keepsProps(ctx context.Context, f *File) bool {
	session, err := c.pool.Load(ctx, c.program(f, f.Before))
	if err != nil {
		return false
	}
	defer session.Close()
	var got struct{ Kept bool }
	return call(ctx, session, &got, "renderApp", true) == nil && got.Kept
}

// page runs the page's loader, and renders it with what that returns.
func (c *renderCheck) page(ctx context.Context, session *twin.Session, f *File, signedIn bool) (*fault, error) {
	var got struct {
		User          *string
		HTML, Problem string
	}
	if err := call(ctx, session, &got, "renderPage", signedIn, c.auth, c.appFile() != nil); err != nil {
		return nil, err
	}
	switch {
	case got.Problem != "":
		return &fault{why: state(signedIn) + " it cannot be rendered: " + got.Problem}, nil
	case !isUser(got.User, signedIn):
		return &fault{state(signedIn) + " its loader does not tell the page so", true}, nil
	case f.Action == Create && f.greets() && strings.Contains(got.HTML, "Hello, ") != signedIn:
		return &fault{state(signedIn) + " its text is that of the other state: " + got.HTML, true}, nil
	}
	return nil, nil
}

// hadProvider reports whether a file rendered a provider before the change.
func (c *renderCheck) hadProvider(f *File) bool {
	file, err := js.Parse(filepath.Join(c.site.dir, filepath.FromSlash(f.Name)), f.Before)
	if err != nil {
		return false
	}
	m := c.site.sourceOf(f.Name, file)
	return len(m.Elements(provider))+len(m.created(provider)) > 0
}

func isUser(got *string, signedIn bool) bool {
	if signedIn {
		return got != nil && *got == stageUser
	}
	return got == nil
}

func call(ctx context.Context, session *twin.Session, into any, function string, args ...any) error {
	result, err := session.Call(ctx, function, args...)
	if err != nil {
		return err
	}
	return json.Unmarshal(result, into)
}
