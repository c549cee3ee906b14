package ssr

import (
	"path/filepath"
	"strings"
	"testing"
)

// startRemix builds a Remix application, starts it and returns its address.
// Everything but the address of the stand-in is as its .env says.
func (w *world) startRemix(t *testing.T, dir string) string {
	t.Helper()
	port := freePort(t)
	env := []string{"CLERK_API_URL=" + w.api, "CLERK_JS=" + w.api + "/clerk.js", "PORT=" + port}
	run(t, buildLimit, dir, env, "npm", "run", "build")
	s := start(t, dir, env, "npm", "run", "start")
	address := "http://127.0.0.1:" + port
	s.await(t, func() bool { return answers(t.Context(), address) })
	return address
}

// TestRemix is a new project, and then the same project without what scaffold
// adds to the package's own functions.
func TestRemix(t *testing.T) {
	w := newWorld(t)
	dir := w.scaffold(t, "remix", "--load-user")
	install(t, dir, "remix")
	address := w.startRemix(t, dir)

	t.Run("signed in", func(t *testing.T) {
		cookie := w.cookie(t)
		for path, greeting := range map[string]string{"": "Hello, " + user, "/profile": "Hello, " + name} {
			r := get(t, address+path, cookie)
			r.shows(t, 200, greeting)
			r.hides(t, secret)
		}
		// What the browser asks for when it goes from page to page.
		r := get(t, address+"/?_data=root", cookie)
		r.shows(t, 200, user, `"firstName":"`+name+`"`)
		r.hides(t, secret)
	})
	t.Run("no cookie", func(t *testing.T) {
		r := get(t, address)
		r.shows(t, 200, signedOut, "clerkctl token sign --cookie")
		r.hides(t, "user_")
		get(t, address+"/profile").hides(t, "user_", name)
	})
	t.Run("forged", func(t *testing.T) {
		// This release answers with a page that lets clerk.js find out.
		for what, cookie := range w.forgeries(t) {
			for _, path := range []string{"", "/profile", "/?_data=root", "/?_data=routes%2Findex"} {
				t.Run(what+path, func(t *testing.T) {
					get(t, address+path, cookie).hides(t, user, name, "Hello", sessionOf(t, cookie))
				})
			}
		}
		get(t, address, "Authorization: Bearer "+sessionOf(t, w.forgery(t))).hides(t, user, "Hello")
	})
	t.Run("header", func(t *testing.T) {
		get(t, address, "Authorization: Bearer "+w.token(t)).shows(t, 200, "Hello, "+user)
	})
	t.Run("no such page", func(t *testing.T) {
		get(t, address+"/nope").shows(t, 404, "404 Not Found")
		get(t, address+"/nope", w.cookie(t)).shows(t, 404, "404 Not Found")
	})

	// The controls: each takes away one thing, and what it is for is gone.
	root := filepath.Join(dir, "app", "root.tsx")
	const call = "withoutPrivateMetadata(await rootAuthLoader(args, { loadUser: true }))"
	edit(t, root, call, "await rootAuthLoader(args, { loadUser: true })")
	if r := get(t, w.startRemix(t, dir), w.cookie(t)); !strings.Contains(r.body, secret) {
		t.Errorf("the private metadata does not come to the page, so nothing shows that it was taken out:\n%s", r.body)
	}
	edit(t, root, "await rootAuthLoader(args, { loadUser: true })", "({ clerkState: { __internal_clerk_state: { __frontendApi: process.env.CLERK_FRONTEND_API } } })")
	r := get(t, w.startRemix(t, dir), w.cookie(t))
	r.hides(t, user)
	r.shows(t, 200, signedOut)
}
