// Package pkgjson reads package.json and pnpm-workspace.yaml as a migration
// needs them: with the place of every version in the file, so that a version
// can be replaced without touching another byte.
//
// It does no input or output and keeps no state: bytes and a table of
// versions go in, findings come out.
package pkgjson
