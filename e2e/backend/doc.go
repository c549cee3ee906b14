// Package backend compares package verify with @clerk/backend, Clerk's own SDK: the
// same tokens and requests go through both, every difference is listed with its
// reason, and nothing that the SDK refuses may be accepted.
//
// It runs with CLERKCTL_E2E=1, needs node and npm, and installs the SDK from the npm
// registry into the user's cache folder.
package backend
