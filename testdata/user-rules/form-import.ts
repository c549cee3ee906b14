import { rule } from "clerkctl";
import type { ModuleSpecifier } from "clerkctl";

export default rule({
  name: "form-import",
  doc: "Imports the forms that wrap Clerk's from @acme/forms, where SignInPanel is called SignInForm, and Row as Inline.",
  mentions: "@acme/ui",
  visit: {
    "ImportDeclaration:exit"(node, ctx) {
      if (node.source.value !== "@acme/ui") return;
      const named = (s: { type: string }): s is ModuleSpecifier => s.type === "ImportSpecifier";
      const specifiers = node.specifiers.filter(named);
      const forms = specifiers.filter((s) => ctx.imported(s)?.name.endsWith("Form"));
      if (forms.length > 0) {
        ctx.report({ node: forms[0], message: "forms come from @acme/forms", fix: ctx.moveImport(forms, "@acme/forms"), safety: "safe" });
      }
      for (const s of specifiers) {
        if (ctx.imported(s)?.name === "SignInPanel") {
          ctx.report({ node: s, message: "SignInPanel is SignInForm of @acme/forms", fix: ctx.moveImport(s, "@acme/forms", "SignInForm"), safety: "safe" });
        } else if (ctx.imported(s)?.name === "Row") {
          ctx.report({ node: s, message: "Row is called Inline", fix: ctx.renameImport(s, "Inline"), safety: "safe" });
        }
      }
    },
  },
  examples: [
    {
      before: `import { Stack, SignUpForm, UserForm as Profile } from "@acme/ui";

export const Page = () => <Stack><SignUpForm /><Profile /></Stack>;
`,
      after: `import { Stack } from "@acme/ui";
import { SignUpForm, UserForm as Profile } from "@acme/forms";

export const Page = () => <Stack><SignUpForm /><Profile /></Stack>;
`,
    },
    {
      before: `import { Row, SignInPanel, SignUpForm } from "@acme/ui";

export const Page = () => <Row><SignInPanel></SignInPanel><SignUpForm /></Row>;
`,
      after: `import { Inline } from "@acme/ui";
import { SignInForm, SignUpForm } from "@acme/forms";

export const Page = () => <Inline><SignInForm></SignInForm><SignUpForm /></Inline>;
`,
      findings: 3,
    },
  ],
});
