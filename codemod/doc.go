// Package codemod is the engine behind `clerkctl migrate` and `clerkctl lint`:
// files in, findings and edits out.
//
// A run walks the paths, reads each file that may matter once, and for those
// that mention Clerk parses it, resolves whose each name is (package clerk),
// and hands it to the rules. Rules report findings that carry fixes; the
// engine merges the fixes, applies them, parses the result again, and repeats
// until nothing is left to apply. Nothing is written before the file has
// parsed again.
package codemod
