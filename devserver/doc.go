// Package devserver stands in for Clerk's Backend API on this machine: it
// serves the keys that development tokens are signed with, and makes up the
// users and sessions that they name. For browsers it has a stand-in of clerk.js.
// It is for development and tests, believes everyone, and answers nobody but
// this machine.
package devserver
