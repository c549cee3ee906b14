package scaffold

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/rules"
)

// TestRenderFinds checks that the check can fail: each text is a patch or a
// template that went wrong.
func TestRenderFinds(t *testing.T) {
	const app = `import { ClerkProvider } from "@clerk/nextjs";
export default function App({ Component, pageProps }) {
  return <ClerkProvider {...pageProps}><Component {...pageProps} /></ClerkProvider>;
}
`
	const page = `import { useAuth } from "@clerk/nextjs";
import { withServerSideAuth } from "@clerk/nextjs/ssr";
import { find } from "../lib/db";
export const getServerSideProps = withServerSideAuth(async (context) => {
  const { userId, getToken } = context.auth;
  if (userId) await find(await getToken());
  return { props: { kept: 1 } };
});
export default function Page() {
  const { userId } = useAuth();
  return userId ? <p>{` + "`Hello, ${userId}`" + `}</p> : <p>You are signed out.</p>;
}
`
	cases := []struct {
		name           string
		role           role
		action         Action
		text, old, new string
		want           string
	}{
		{"the app", appRole, Patch, app, "", "", ""},
		{"the page", pageRole, Create, page, "", "", ""},
		{"no page props for the provider", appRole, Patch, app, "<ClerkProvider {...pageProps}>", "<ClerkProvider>", "signed in the page is not told so"},
		{"no page props for the page", appRole, Patch, app, "<Component {...pageProps} />", "<Component />", "signed in the page does not get its props"},
		{"no page", appRole, Patch, app, "<Component {...pageProps} />", "<p />", "signed in it renders no page"},
		{"no provider", appRole, Patch, app, "ClerkProvider {...pageProps}><Component {...pageProps} /></ClerkProvider", "Component {...pageProps} /", "signed in the page is in no provider"},
		{"a provider in another", appRole, Patch, app, "<Component {...pageProps} />", "<ClerkProvider {...pageProps}><Component {...pageProps} /></ClerkProvider>", "ClerkProvider stands in another ClerkProvider"},
		{"an app that throws", appRole, Patch, app, "return", "throw new Error('early'); return", "early"},
		{"no default export", appRole, Patch, app, "export default", "export", "it fails"},
		{"a loader that is not wrapped", pageRole, Patch, page, "withServerSideAuth(async (context) => {", "((f) => async (c) => f({ ...c, auth: {} }))(async (context) => {", "signed in its loader does not tell the page so"},
		{"a token for nobody", pageRole, Patch, page, "if (userId) await", "await", "getToken is called where nobody is signed in"},
		{"another release's state", pageRole, Patch, page, "context.auth", "context.req.auth.x", "it fails"},
		{"the inverted test", pageRole, Create, page, "return userId ?", "return !userId ?", "its text is that of the other state"},
		{"a hook of nobody", pageRole, Create, page, "userId } = useAuth()", "userId } = useAuth().missing", "it cannot be rendered"},
		{"an endless loop", appRole, Patch, app, "return", "for (;;); return", "it fails"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(c.text, c.old, c.new, 1)
			if c.old != "" && text == c.text {
				t.Fatal("the text is not changed")
			}
			s, err := open(&Options{Dir: t.TempDir() + "/new", Target: rules.Target("next")})
			if err != nil {
				t.Fatal(err)
			}
			f := &File{Name: "pages/x.tsx", Action: c.action, Before: c.text, After: text, role: c.role}
			if c.old != "" && c.name == "no provider" {
				f.Before = text
			}
			p := s.plan("Next.js")
			p.add(f)
			err = s.renderWithin(t.Context(), p, "context", 2)
			got := f.Why
			if err != nil {
				got = err.Error()
			}
			switch {
			case c.want == "" && (err != nil || !f.Rendered || f.Action != c.action):
				t.Errorf("it is refused: %s", got)
			case c.want != "" && (err == nil && f.Action != Manual || f.Rendered || !strings.Contains(got, c.want)):
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
}

// The React that is installed is the one that renders.
func TestRenderWithInstalledReact(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json":                        `{"dependencies": {"@clerk/nextjs": "3.0.0-alpha.5", "next": "12.1.0"}}`,
		"pages/_app.js":                       "export default ({ Component, pageProps }) => <Component {...pageProps} />;\n",
		"node_modules/react/package.json":     `{"main": "index.js"}`,
		"node_modules/react/index.js":         "exports.createElement = (type, props, ...children) => ({ type, props: { children, ...props } }); exports.createContext = () => ({}); exports.useContext = () => null; exports.Component = class {};",
		"node_modules/react-dom/package.json": `{"main": "index.js"}`,
		"node_modules/react-dom/server.js":    "exports.renderToString = () => { throw new Error('rendered by the installed one'); };",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := Next(t.Context(), Options{Dir: dir, Target: rules.Target("next")})
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Notes) == 0 || !strings.Contains(strings.Join(plan.Notes, "\n"), "rendered by the installed one") {
		t.Errorf("notes %q", plan.Notes)
	}
}
