package ssr

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// newcomer is the line that README begins with.
const newcomer = "clerkctl scaffold next my-app && cd my-app && npm install && npm run dev"

// hydrated is true in a page once React has taken over the markup and clerk.js
// has loaded, which an effect of ClerkProvider starts.
const hydrated = `String(window.Clerk?.isReady() === true &&
  [...document.querySelectorAll("#__next *")].some((e) => Object.keys(e).some((k) => k.startsWith("__react"))))`

// TestNewcomer goes the way of somebody who has just read README, from the
// first command to being greeted in a browser. What the browser says about
// hydration is listened to all the way.
func TestNewcomer(t *testing.T) {
	w := newWorld(t)
	if readme := readFile(t, "../../README.md"); !strings.Contains(readme, newcomer) {
		t.Errorf("README does not say %q", newcomer)
	}
	dir, port := t.TempDir(), freePort(t)
	env := append([]string{
		"PATH=" + filepath.Dir(w.program) + string(os.PathListSeparator) + os.Getenv("PATH"),
		"CLERK_API_URL=" + w.api, "NEXT_PUBLIC_CLERK_JS=" + w.api + "/clerk.js", "PORT=" + port,
	}, w.env...)
	shell := start(t, dir, env, "sh", "-c", newcomer)
	poll(t, installLimit, "for npm install", func() bool {
		shell.running(t)
		return strings.Contains(shell.out.String(), "started server on")
	})
	address := "http://127.0.0.1:" + port
	shell.await(t, func() bool { return answers(t.Context(), address) })
	b := openTab(t)
	clean := func(path string) {
		t.Helper()
		poll(t, startLimit, "for "+path+" to be hydrated", func() bool { return b.eval(hydrated) == "true" })
		time.Sleep(time.Second / 2) // a warning comes after the fact
		for _, trouble := range b.troubles() {
			t.Errorf("%s: in the console: %s", path, trouble)
		}
		for _, request := range b.requested() {
			if !strings.HasPrefix(request, "http://127.0.0.1:") && !strings.HasPrefix(request, "data:") {
				t.Errorf("%s: it asks for %s", path, request)
			}
		}
	}

	// Signed out, the page says what to do, and the sign-in page lets one do it.
	get(t, address).shows(t, 200, signedOut, "clerkctl token sign --cookie")
	b.open(address, "")
	clean("/, signed out")
	b.has(t, signedOut)
	b.open(address+"/sign-in", "")
	clean("/sign-in")
	b.has(t, "clerkctl token sign --cookie")
	b.eval(`document.querySelector("textarea").value = "Cookie: garbage"; document.querySelector("form button").click()`)
	b.has(t, "There is no token in this text.")
	b.eval(`document.querySelector("textarea").value = ` + quote(w.cookie(t)) + `; document.querySelector("form button").click()`)
	poll(t, startLimit, "to be greeted", func() bool { return strings.Contains(b.text(), "Hello, "+user) })
	clean("/, after the sign-in page")

	// The server knows who it is, before any script has run and after it.
	cookie := w.cookie(t)
	for path, greeting := range map[string]string{"/": "Hello, " + user, "/profile": "Hello, " + name} {
		get(t, address+path, cookie).shows(t, 200, greeting)
		b.open(address+path, cookie)
		clean(path + ", signed in")
		b.has(t, greeting)
	}
	// Without a load of the page.
	b.open(address, cookie)
	clean("/")
	b.eval(`document.querySelector("a[href='/profile']").click()`)
	poll(t, startLimit, "for the profile", func() bool { return strings.Contains(b.text(), "Hello, "+name) })
	clean("/profile, from a link")

	// A page whose markup is another on the server does give the warning.
	writeFile(t, filepath.Join(dir, "my-app", "pages", "mismatch.tsx"), mismatchPage)
	poll(t, startLimit, "for the new page", func() bool { return get(t, address+"/mismatch").status == 200 })
	b.open(address+"/mismatch", cookie)
	poll(t, startLimit, "for a warning", func() bool {
		return strings.Contains(strings.Join(b.troubles(), "\n"), "Text content did not match")
	})
}

const mismatchPage = `export default function Mismatch() {
  return <p>{typeof window}</p>;
}
`
