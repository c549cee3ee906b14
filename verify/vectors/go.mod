// Vectors that nobody here wrote. A module of its own, so that nobody who imports
// package verify also requires what the vectors come with.
module github.com/clerkctl/clerkctl/verify/vectors

go 1.26.4

require (
	github.com/c2sp/wycheproof v0.0.0-20260902155932-3fa63dd0344a
	github.com/clerkctl/clerkctl v0.0.0
)

require github.com/golang-jwt/jwt/v5 v5.3.1 // indirect

replace github.com/clerkctl/clerkctl => ../..
