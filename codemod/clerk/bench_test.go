package clerk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// BenchmarkUses resolves a component file of some 100 KB, parsing left out.
func BenchmarkUses(b *testing.B) {
	var s strings.Builder
	s.WriteString("import { useUser, UserButton } from '@clerk/nextjs';\nimport type { UserResource } from '@clerk/types';\n")
	for i := range 300 {
		fmt.Fprintf(&s, `
type Props%d = { user: UserResource; items: string[] };
export function Panel%d({ user, items }: Props%d) {
  const me = useUser();
  const rows = items.map((item) => ({ key: item.length, label: item.trim() }));
  return <section title={user.fullName}>{rows.map(r => <p key={r.key}>{r.label} {me.firstName}</p>)}<UserButton afterSignOutAll="/" /></section>;
}
`, i, i, i)
	}
	f, err := js.Parse("/a.tsx", s.String())
	if err != nil {
		b.Fatal(err)
	}
	p := memory{}.project()
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		if len(p.File(f).Uses()) == 0 {
			b.Fatal("nothing found")
		}
	}
}
