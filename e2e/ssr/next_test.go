package ssr

import (
	"path/filepath"
	"strings"
	"testing"
)

const (
	provider  = "<ClerkProvider {...pageProps}>"
	signedOut = "You are signed out"
)

// scaffold makes a new project and returns its folder.
func (w *world) scaffold(t *testing.T, framework string, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	w.clerkctl(t, 0, dir, append([]string{"scaffold", framework, "my-app"}, flags...)...)
	return filepath.Join(dir, "my-app")
}

// startNext builds a Next.js application, starts it and returns its address.
// Everything but the address of the stand-in is as its .env.local says.
func (w *world) startNext(t *testing.T, dir string) string {
	t.Helper()
	env := []string{"CLERK_API_URL=" + w.api}
	run(t, buildLimit, dir, env, "npm", "run", "build")
	port := freePort(t)
	s := start(t, dir, env, "npm", "run", "start", "--", "-H", "127.0.0.1", "-p", port)
	address := "http://127.0.0.1:" + port
	s.await(t, func() bool { return answers(t.Context(), address) })
	return address
}

// TestNext makes new projects.
func TestNext(t *testing.T) {
	w := newWorld(t)
	dir := w.scaffold(t, "next")
	install(t, dir, "next")
	t.Run("TypeScript", func(t *testing.T) { nextTypeScript(t, w, dir) })
	t.Run("JavaScript", func(t *testing.T) { nextJavaScript(t, w, dir) })
}

func nextTypeScript(t *testing.T, w *world, dir string) {
	// A page that hands on the token as the scaffolded loaders say, and one that
	// does not, which shows why they say so.
	writeFile(t, filepath.Join(dir, "pages", "relay.tsx"), relayPage("userId ? await getToken() : null"))
	writeFile(t, filepath.Join(dir, "pages", "careless.tsx"), relayPage("await getToken()"))
	address := w.startNext(t, dir)

	t.Run("signed in", func(t *testing.T) {
		cookie := w.cookie(t)
		get(t, address, cookie).shows(t, 200, "Hello, "+user)
		get(t, address+"/relay", cookie).shows(t, 200, "relayed: "+sessionOf(t, cookie))
	})
	t.Run("no cookie", func(t *testing.T) {
		r := get(t, address)
		r.shows(t, 200, signedOut, "clerkctl token sign --cookie")
		r.hides(t, "user_")
		get(t, address+"/profile").hides(t, "user_", name)
		get(t, address+"/relay").shows(t, 200, "relayed: nothing")
	})
	t.Run("forged", func(t *testing.T) {
		for what, cookie := range w.forgeries(t) {
			t.Run(what, func(t *testing.T) {
				r := get(t, address, cookie)
				r.shows(t, 200, signedOut)
				r.hides(t, user)
				r = get(t, address+"/profile", cookie)
				r.hides(t, user, name)
				r = get(t, address+"/relay", cookie)
				r.shows(t, 200, "relayed: nothing")
				r.hides(t, user, sessionOf(t, cookie))
				get(t, address+"/careless", cookie).shows(t, 200, "relayed: "+sessionOf(t, cookie))
			})
		}
		r := get(t, address, "Authorization: Bearer "+sessionOf(t, w.forgery(t)))
		r.shows(t, 200, signedOut)
		r.hides(t, user)
	})
	t.Run("header", func(t *testing.T) {
		get(t, address, "Authorization: Bearer "+w.token(t)).shows(t, 200, "Hello, "+user)
	})
	t.Run("profile", func(t *testing.T) {
		r := get(t, address+"/profile", w.cookie(t))
		r.shows(t, 200, "Hello, "+name)
		r.hides(t, secret)
	})
	t.Run("sign-in pages", func(t *testing.T) {
		for _, path := range []string{"/sign-in", "/sign-in/factor-one", "/sign-up"} {
			get(t, address+path).shows(t, 200)
		}
	})
}

// nextJavaScript is a project whose loaders fetch user and session, and then
// the same project without what scaffold does to pages/_app. It has the
// packages of the folder installed.
func nextJavaScript(t *testing.T, w *world, installed string) {
	dir := w.scaffold(t, "next", "--js", "--load-user", "--load-session", "--page", "sessions")
	share(t, installed, dir)
	// What the user's metadata looks like where a loader gives it away.
	writeFile(t, filepath.Join(dir, "pages", "leak.js"), leakPage)
	address := w.startNext(t, dir)

	for _, path := range []string{"", "/profile", "/sessions"} {
		r := get(t, address+path, w.cookie(t))
		r.shows(t, 200, "Hello, ")
		r.hides(t, secret)
		if !strings.Contains(r.body, `"firstName":"`+name+`"`) {
			t.Errorf("%s: the user is not in the state:\n%s", path, r.body)
		}
		r = get(t, address+path)
		r.shows(t, 200)
		r.hides(t, "user_", name)
	}
	get(t, address+"/leak", w.cookie(t)).shows(t, 200, secret)
	if log := w.dev.out.String(); !strings.Contains(log, "GET /v1/users/"+user+" 200") || !strings.Contains(log, "GET /v1/sessions/sess_grace 200") {
		t.Errorf("the loaders did not fetch user and session:\n%s", log)
	}

	app := filepath.Join(dir, "pages", "_app.js")
	edit(t, app, provider, "<ClerkProvider>")
	control := get(t, w.startNext(t, dir), w.cookie(t))
	if control.status != 200 || strings.Contains(control.markup(), user) || !strings.Contains(control.body, user) {
		t.Errorf("without %s, which is what this is all about: status %d\n%s", provider, control.status, control.body)
	}
}

// relayPage is a page that shows a token which its loader got.
func relayPage(token string) string {
	return `import { withServerSideAuth } from "@clerk/nextjs/ssr";

export const getServerSideProps = withServerSideAuth(async (context) => {
  const { userId, getToken } = context.auth;
  const relayed = ` + token + `;
  return { props: { relayed, signedIn: Boolean(userId) } };
});

export default function Relay({ relayed }: { relayed: string | null }) {
  return <p>relayed: {relayed ?? "nothing"}</p>;
}
`
}

const leakPage = `import { withServerSideAuth } from "@clerk/nextjs/ssr";

export const getServerSideProps = withServerSideAuth(
  async (context) => ({ props: { leaked: context.user?.privateMetadata ?? null } }),
  { loadUser: true },
);

export default function Leak({ leaked }) {
  return <p>{JSON.stringify(leaked)}</p>;
}
`
