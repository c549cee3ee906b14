// Package ssr runs what `clerkctl scaffold` writes: real Next.js and real Remix,
// installed from npm, built and started on the loopback address, with `clerkctl
// dev` in place of Clerk's Backend API and tokens from `clerkctl token sign`. One
// application is looked at in a real browser. It has tests only; they run where
// CLERKCTL_E2E is set, need node, npm and chromium, and touch no network but the
// npm registry.
package ssr
