// Package scaffold gives projects the entrypoints that Clerk's server-side
// rendering needs: a provider that gets the page's props, and loaders that know
// who is signed in.
//
// It works in two steps. A [Plan] says what would be done to each file, and
// nothing has been written when there is one. [Plan.Write] does it, all of it
// or none.
//
// An empty folder gets a project that runs, from the templates of this package.
// A project that exists is patched: its files are read with the codemod's tree
// and changed by its edits, so that every byte outside them stays. What cannot
// be placed for certain becomes a task for a person.
package scaffold
