package scaffold

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// addRouteLoader plans a loader for a route that has none: the one of new
// routes, behind the imports.
func (f *source) addRouteLoader(p *Plan) error {
	if f.isCommonJS() {
		return cannot(nil, "the file exports with module.exports, to which no import can be added")
	}
	fix := &codemod.Finding{}
	local := f.importName(fix, remixSSR, "getAuth", "getClerkAuth")
	text, err := fill("remix", "route.txt", route{TypeScript: false}, "loader.txt")
	if err != nil {
		return err
	}
	text = strings.Replace(text, "getAuth(", local+"(", 1)
	if f.TypeScript {
		text = strings.Replace(text, "({ request })", "({ request }: { request: Request })", 1)
	}
	f.appended(fix, []string{f.styled(text)})
	return f.patch(p, routeRole, fix, "adds a loader that asks who is signed in")
}
