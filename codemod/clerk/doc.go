// Package clerk tells whose a name is: which expressions of a file lead to a
// Clerk SDK, and what they are there.
//
// The answer never comes from a spelling. A name counts when scope resolution
// takes it to an import of a Clerk package, however it is written (named,
// aliased, default, namespace, require, import(), dynamic(), lazy(), memo()),
// to another module of the project that passes such a name on, to the global
// that clerk-js sets, or to a value that one of these returned. Everything
// else is nobody's: its [Value] is nil.
//
// A [Project] is shared by all files of a run and answers what a module passes
// on, reading and parsing only the modules for which that can matter. A [File]
// belongs to one parsed text and to one goroutine; it resolves on demand and
// remembers. What the SDK's types look like is data, in [Types].
package clerk
