// Package models holds what stands in for Clerk's packages while a module is
// run before and after its migration: one model of the @2 line, and one of each
// line that it can be migrated to. README.md says what they need and what they
// leave out.
package models

import (
	"embed"
	"io/fs"
)

// Old is the name of the line that everything is migrated from; the others are
// named as their target is.
const Old = "old"

//go:embed *.js all:old all:next
var files embed.FS

// Files are the models, as modules that import each other by relative paths.
func Files() fs.FS { return files }

// Of is the file that stands in for a module specifier in a line of SDKs, such
// as "old/@clerk/nextjs/api.js". It is false where there is no model of it.
func Of(line, specifier string) (string, bool) {
	return exists(line + "/" + specifier + ".js")
}

// Global is the module that puts the Clerk object of a line in the global
// scope; false where there is no model of the line.
func Global(line string) (string, bool) {
	return exists(line + "/clerk.js")
}

func exists(name string) (string, bool) {
	info, err := fs.Stat(files, name)
	return name, err == nil && info.Mode().IsRegular()
}
