// Package token is what `clerkctl token` does: it finds the token in whatever
// was pasted, puts it into words, checks it, and makes keys and tokens for
// development.
//
// A token, a signature, a cookie of another name or a key never becomes part
// of an error, a note or a report, unless somebody asks for the signature.
package token
