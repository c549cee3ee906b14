import { table } from "clerkctl";

export default table({
  name: "app-user-button",
  doc: `Renames the props of the design system's AppUserButton and AccountMenu.

They hand their props on to Clerk's UserButton, whose names have changed.`,
  from: ["@acme/ui", "@acme/ui/account"],
  props: {
    AppUserButton: {
      afterSignOutAll: "afterSignOutAllUrl",
      userProfileURL: "userProfileUrl",
    },
    AccountMenu: {
      signInURL: { to: "signInUrl", notice: "the menu keeps the last signInUrl; clear it when the tenant changes" },
    },
  },
  options: {
    openAccountMenu: { callbackUrl: "redirectUrl" },
  },
  examples: [
    {
      before: `import { AppUserButton as Button } from "@acme/ui";

export const Header = (props: object) => (
  <header>
    <Button afterSignOutAll="/" userProfileURL={"/me"} />
    <Button {...props} afterSignOutAll="/" />
  </header>
);
`,
      after: `import { AppUserButton as Button } from "@acme/ui";

export const Header = (props: object) => (
  <header>
    <Button afterSignOutAllUrl="/" userProfileUrl={"/me"} />
    <Button {...props} afterSignOutAllUrl="/" />
  </header>
);
`,
    },
    {
      before: `import * as UI from "@acme/ui/account";

const options = { callbackUrl: "/" };
UI.openAccountMenu(options);
export const Menu = () => <UI.AccountMenu signInURL="/sign-in" />;
`,
      after: `import * as UI from "@acme/ui/account";

const options = { redirectUrl: "/" };
UI.openAccountMenu(options);
export const Menu = () => <UI.AccountMenu signInUrl="/sign-in" />;
`,
      findings: 3,
    },
    {
      before: `import { AppUserButton } from "./AppUserButton";

export const Header = () => <AppUserButton afterSignOutAll="/" />;
`,
      findings: 0,
    },
  ],
});
