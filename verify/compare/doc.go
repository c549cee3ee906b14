// Package compare measures package verify beside other libraries that verify tokens.
//
//	go test -bench . -run '^$'
//
// All take turns at the same token in the same process, so that whatever else the
// machine does disturbs them alike, and each is reported as a ratio to SHA-256 and
// crypto/rsa alone.
package compare
