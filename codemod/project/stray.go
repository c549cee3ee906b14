package project

import "strings"

const (
	strayPrefix = ".clerkctl-"
	straySuffix = ".tmp"
)

// isStray tells whether a name is that of one of our temporary files.
func isStray(name string) bool {
	return strings.HasPrefix(name, strayPrefix) && strings.HasSuffix(name, straySuffix)
}
