package types

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/e2e/npmset"
)

// wrongRule has one mistake in each line that says so.
const wrongRule = `import { rule, table } from "clerkctl";

export default [
  rule({
    name: "wrong",
    visit: {
      CallExpresion() {}, // wrong: a type that there is not
      CallExpression(node, ctx) {
        node.calle; // wrong: a member that there is not
        ctx.report({ node, mesage: "" }); // wrong: the message
        ctx.replace(node, 1); // wrong: the text
        if (node.callee.type === "Identifier") node.callee.name.length;
        ctx.clerk(node)?.name.length;
        ctx.clerk(node).name; // wrong: it can be null
      },
      "JSXElement:exit"(node) {
        node.openingElement.nam; // wrong: a member that there is not
      },
    },
  }),
  table({
    hooks: { useX: { type: "User" } }, // wrong: no member
    props: { A: { old: 1 } }, // wrong: no name
  }),
];
`

// TestRuleTypes checks the rules in testdata/user-rules with the types that the
// program writes, and that these have something against mistakes.
func TestRuleTypes(t *testing.T) {
	if os.Getenv("CLERKCTL_E2E") == "" {
		t.Skip("installs packages from npm; set CLERKCTL_E2E=1 to run it")
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	dir := checkout(t, filepath.FromSlash("../../testdata/user-rules"), npmset.NewInstaller().Install(ctx, t, "old"))
	run(ctx, t, dir, build(ctx, t), "rules", "types", "clerkctl.d.ts")
	for name, text := range map[string]string{
		"wrong.ts":      wrongRule,
		"tsconfig.json": `{"compilerOptions": {"strict": true, "target": "ES2021", "module": "ESNext", "moduleResolution": "node", "types": []}, "include": ["*.ts", "lib"]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found := map[int]bool{}
	for _, e := range compile(ctx, t, dir) {
		if e.path != "wrong.ts" {
			t.Errorf("%s", e)
			continue
		}
		found[e.line] = true
	}
	mistake := regexp.MustCompile(`// wrong`)
	for i, line := range strings.Split(wrongRule, "\n") {
		if mistake.MatchString(line) != found[i+1] {
			t.Errorf("line %d of the wrong rule: the compiler finds an error is %v\n%s", i+1, found[i+1], line)
		}
	}
}
