// Package models compares the models that `migrate --prove` runs modules
// against with the packages that they model: the same elements are rendered
// with both in a document, in each state, and what they draw, call and throw has
// to agree. It has tests only; they run where CLERKCTL_E2E is set, for they
// install packages from npm and need node.
package models
