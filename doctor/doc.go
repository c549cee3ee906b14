// Package doctor is what `clerkctl doctor` does: it looks at a project and says
// what stands between it and rendering on the server with Clerk's SSR line.
//
// It reads and never writes, starts no process and touches no network. One run
// of the engine in mode Lint finds the old API and hands each file that mentions
// Clerk to a rule that takes notes (see module). From the pages on, imports are
// followed through the project to the components that call Clerk's hooks, so
// that a page is known by all that it renders; of the files between, only those
// that lead to one are parsed.
package doctor
