// Package types lets the compiler judge what the codemod makes: the TypeScript
// applications in testdata/apps are checked against the real packages of both
// lines, before and after their migration. It has tests only; they run where
// CLERKCTL_E2E is set, for they install packages from npm.
package types
