// Package project is what the engine knows about the files around the code:
// which files there are, why one must be left alone, which package.json a file
// belongs to, where an import leads, what git thinks of a file, and how a file
// is replaced without ever being half written.
//
// Nothing here keeps a list of the repository's files: memory grows with the
// number of packages and configurations at most.
package project
