package scaffold

import (
	"context"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/twin"
)

// remixStage is what the stage has of Remix and of @clerk/remix.
func remixStage() map[string]string {
	stage := map[string]string{remixPackage: "remix-clerk.js", remixSSR: "remix-ssr.js", "@remix-run/react": "remix.js"}
	for _, name := range remixModules() {
		stage[name] = "remix.js"
	}
	return stage
}

// remix reports whether a file belongs to a Remix project.
func (r role) remix() bool { return r == rootRole || r == routeRole }

// remixRoot runs the root of a Remix application.
func (c *renderCheck) remixRoot(ctx context.Context, session *twin.Session, _ *File, signedIn bool) (*fault, error) {
	var got struct {
		Redirects, Leaks  bool
		Routes            int
		User              *string
		Boundary, Problem string
	}
	if err := call(ctx, session, &got, "renderRoot", signedIn); err != nil {
		return nil, err
	}
	switch {
	case got.Problem != "":
		return &fault{why: state(signedIn) + " it cannot be rendered: " + got.Problem}, nil
	case got.Leaks:
		return &fault{state(signedIn) + " its loader sends the user's privateMetadata to the browser", true}, nil
	case got.Boundary == "":
		return &fault{why: "its catch boundary renders nothing"}, nil
	case got.Redirects:
		return nil, nil
	case got.Routes == 0:
		return &fault{why: state(signedIn) + " it renders no route"}, nil
	case !isUser(got.User, signedIn):
		return &fault{state(signedIn) + " a route is not told so", true}, nil
	}
	return nil, nil
}

// route runs a route's loader and renders the route.
func (c *renderCheck) route(ctx context.Context, session *twin.Session, f *File, signedIn bool) (*fault, error) {
	var got struct{ HTML, Problem string }
	if err := call(ctx, session, &got, "renderRoute", signedIn); err != nil {
		return nil, err
	}
	switch {
	case got.Problem != "":
		return &fault{why: state(signedIn) + " it cannot be rendered: " + got.Problem}, nil
	case f.Action == Create && f.greets() && strings.Contains(got.HTML, "Hello, ") != signedIn:
		return &fault{state(signedIn) + " its text is that of the other state: " + got.HTML, true}, nil
	}
	return nil, nil
}
