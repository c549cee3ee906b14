// Package js reads one JavaScript or TypeScript file for tools that edit its
// text: a tree with parents, exact byte ranges, every name resolved by scope,
// and the token list that the tree was cut from.
//
// The parsing is esbuild's. It is the only package that imports the parser,
// and no parser type leaves it, so the parser can be replaced here alone.
//
// esbuild's tree is made for printing, not for editing: it knows where a node
// begins but seldom where it ends, it forgets types, casts, comments and
// `import type`, computes what it can and rewrites some of TypeScript. So
// [Parse] works in four steps: guard (a token scan that bounds nesting, because
// esbuild recurses and a Go stack overflow cannot be recovered), parse, convert
// (to the small tree of this package, with what was rewritten put back; see
// lowered.go), and place (every range is measured on the tokens of the source,
// which are complete). A file whose operators the parser has computed away is
// parsed again so that it does not; see unfold.go.
package js
