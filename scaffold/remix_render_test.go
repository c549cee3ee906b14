package scaffold

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/rules"
)

// TestRemixRenderFinds checks that the check of Remix modules can fail: each
// text is a patch or a template that went wrong.
func TestRemixRenderFinds(t *testing.T) {
	const root = `import { Outlet, useCatch } from "@remix-run/react";
import { ClerkApp, ClerkCatchBoundary } from "@clerk/remix";
import { rootAuthLoader } from "@clerk/remix/ssr.server";
export const loader = async (args) => stripped(await rootAuthLoader(args, () => ({ a: 1 }), { loadUser: true }));
const stripped = (data) => {
  delete data.clerkState?.__internal_clerk_state.__clerk_ssr_state.user?.privateMetadata;
  return data;
};
function App() {
  return <html><body><Outlet /></body></html>;
}
export default ClerkApp(App);
function Own() {
  return <p>{useCatch().status}</p>;
}
export const CatchBoundary = ClerkCatchBoundary(Own);
`
	const page = `import { useAuth } from "@clerk/remix";
import { getAuth } from "@clerk/remix/ssr.server";
export const loader = async ({ request }) => {
  const { userId, getToken } = await getAuth(request);
  if (userId) await getToken();
  return {};
};
export default function Page() {
  const { userId } = useAuth();
  return userId ? <p>{` + "`Hello, ${userId}`" + `}</p> : <p>You are signed out.</p>;
}
`
	cases := []struct {
		name     string
		role     role
		old, new string
		want     string
	}{
		{"the root", rootRole, "", "", ""},
		{"the route", routeRole, "", "", ""},
		{"privateMetadata", rootRole, "stripped(await rootAuthLoader(", "((data) => data)(await rootAuthLoader(", "signed in its loader sends the user's privateMetadata to the browser"},
		{"no ClerkApp", rootRole, "ClerkApp(App)", "App", "signed in a route is not told so"},
		{"no loader", rootRole, "export const loader", "const loader", "it cannot be rendered"},
		{"a loader without state", rootRole, "stripped(await rootAuthLoader(args, () => ({ a: 1 }), { loadUser: true }))", "({})", "it cannot be rendered"},
		{"a response", rootRole, "({ a: 1 })", "({ status: 200, body: '' })", "returns a response that is no redirect"},
		{"null", rootRole, "({ a: 1 })", "null", "returns no object"},
		{"a redirect", rootRole, "({ a: 1 })", "({ status: 302, body: '' })", ""},
		{"no route", rootRole, "<Outlet />", "", "signed in it renders no route"},
		{"no boundary of its own", rootRole, "ClerkCatchBoundary(Own)", "ClerkCatchBoundary()", "catch boundary"},
		{"a token for nobody", routeRole, "if (userId) await", "await", "getToken is called where nobody is signed in"},
		{"the inverted test", routeRole, "return userId ?", "return !userId ?", "its text is that of the other state"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			whole := map[role]string{rootRole: root, routeRole: page}[c.role]
			text := strings.Replace(whole, c.old, c.new, 1)
			if c.old != "" && text == whole {
				t.Fatal("the text is not changed")
			}
			s, err := open(&Options{Dir: t.TempDir() + "/new", Target: rules.Target("next")})
			if err != nil {
				t.Fatal(err)
			}
			// As a template: nothing that it does can be blamed on the project.
			f := &File{Name: "app/x.tsx", Action: Create, After: text, role: c.role}
			p := s.plan("Remix")
			p.add(f)
			err = s.renderWithin(t.Context(), p, "", 10)
			switch {
			case c.want == "" && (err != nil || !f.Rendered):
				t.Errorf("it is refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("said %v, want %q", err, c.want)
			}
		})
	}
}
