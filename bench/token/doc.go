// Command token measures package verify beside other libraries that verify
// session tokens, of Go and of Node.
//
//	go run ./bench/token
//
// In each language all take turns at one token in one process, and each is given
// as a ratio to SHA-256 and RSA alone there: microseconds say more about the
// machine. The two languages take turns too, round by round. The libraries of Go
// are those of verify/compare, with the versions in its go.mod; those of Node are
// installed from npm, with the versions in peers/package-lock.json.
package main
