package clerk_test

import (
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// FuzzUses checks that no text that parses makes resolution panic, and that
// asking twice, or for exports first, gives the same answers.
func FuzzUses(f *testing.F) {
	for _, text := range []string{
		`import { useUser as u, type UserResource } from "@clerk/nextjs"; const { id, ...rest } = u(); function f(a: UserResource[], { b }: { b?: UserResource | null }) { a[0] ?? b }`,
		`import * as C from "./auth"; let x = C.useUser; x = x || C.useUser; for (const s of C.useSessionList()) s.revoke(); export default C.withUser(class extends R<C.WithUserProp<{}>> { p: C.UserResource; m() { this.props.user; this.p } })`,
		`var c = _interopRequireWildcard(require("@clerk/clerk-react")); exports.a = (0, c.useUser); module.exports = { ...c }; [a, { b = c.useClerk }] = []; ({ a: [x.y] } = c);`,
		`type A<T> = T | A<A<T>>; interface B extends A<B>, C { a: B } const f = async <T,>(x: B & { y: typeof f }) => (await import("./auth")).default; export * from "./auth"; export = f`,
		`<C.WithUser>{function (u) { return <>{...u}{window?.["Clerk"]!.user as X}</> }}</C.WithUser>; dynamic(() => import("@clerk/nextjs").then(({ SignIn = 1 }) => SignIn))`,
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, exportsFirst bool) {
		m := memory{"/a.tsx": text, "/auth.ts": "export * from '@clerk/nextjs'; export * from './a'; export { x as default } from './a'"}
		file, err := js.Parse("/a.tsx", text)
		if err != nil {
			return
		}
		p := m.project()
		one := p.File(file)
		if exportsFirst {
			one.Exports()
		}
		uses := describe(one)
		if again := describe(m.project().File(file)); again != uses {
			t.Errorf("first\n%s\nthen\n%s", uses, again)
		}
		if a, b := list(one.Exports()), list(p.ModuleExports("/a.tsx")); a != b {
			t.Errorf("exports %s, as a module %s", a, b)
		}
	})
}
