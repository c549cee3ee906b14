// Package vectors holds package verify against the Wycheproof vectors.
package vectors
