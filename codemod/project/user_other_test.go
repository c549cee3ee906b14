//go:build !unix

package project

import "testing"

// asOrdinaryUser cannot be done here: these tests are about Unix permissions.
func asOrdinaryUser(t *testing.T, _ func(*testing.T)) {
	t.Helper()
	t.Skip("no Unix permissions on this system")
}
