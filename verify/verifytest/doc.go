// Package verifytest helps an application test what it does with package verify:
// keys and tokens made on the spot, requests that carry them, and a JWKS server on
// the loopback address that can be made to misbehave.
package verifytest
