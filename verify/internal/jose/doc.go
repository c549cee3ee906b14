// Package jose reads compact JSON Web Signatures, JSON Web Keys and PEM keys,
// and refuses everything that two readers could understand differently.
//
// General JSON and base64 decoders are lenient: they skip line breaks, keep the
// last of two equal names, match names without regard to case, replace invalid
// UTF-8. Each of those lets a token mean one thing to the part that checks it
// and another to the part that uses it. This package has no lenient mode.
//
// Signatures themselves are checked by golang-jwt's signing methods, with keys
// that this package has examined first.
package jose
