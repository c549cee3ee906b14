// Command migrate measures clerkctl migrate beside jscodeshift and ast-grep, at
// the same rewrites of the same application.
//
//	go run ./bench/migrate
//
// The peers are installed from npm, with the versions in peers/package-lock.json,
// and do the migration by peers/transform.js and peers/rules. All take turns, so
// that whatever else the machine does disturbs them alike. What they write is
// compared to the byte with what has to come out, which stands beside the shapes
// of the application in internal/corpus, and in the archives of tricky.
package main
