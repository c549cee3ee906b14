// Package mint makes keys and signs session tokens in the shape of Clerk's, for
// development and tests. It cannot make a token that a real Clerk instance would
// accept, since the instance's private key never leaves Clerk.
package mint
