// Command release makes what a release consists of, from the commit that is
// checked out: an archive for each platform, with manual pages but for Windows,
// their checksums, a bill of materials, a Homebrew formula and the packages for npm.
//
//	go -C release run . -out ../dist
//
// The version is the one that the go command finds in git, a tag such as
// v1.2.3; the program reads it from its own build information, and nothing is
// stamped by hand. Two runs on the same commit, in whatever folder and on
// whatever machine, write the same bytes.
package main
