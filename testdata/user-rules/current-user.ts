import { table } from "clerkctl";

export default table({
  name: "current-user",
  doc: `Migrates useCurrentUser of @/lib/auth, which returns an object like Clerk's own hook now.

# Why

The hook wraps useUser(), and went along with it: what used to be the user is the member
user of its result, beside isLoaded.`,
  from: "@/lib/auth",
  hooks: {
    useCurrentUser: { type: "User", member: "user", loaded: "isLoaded" },
  },
  examples: [
    {
      before: `import { useCurrentUser } from "@/lib/auth";

export function Greeting() {
  const user = useCurrentUser();
  return <p>Hello, {user.firstName}</p>;
}
`,
      after: `import { useCurrentUser } from "@/lib/auth";

export function Greeting() {
  const { isLoaded, user } = useCurrentUser();
  return <p>Hello, {user.firstName}</p>;
}
`,
    },
    {
      before: `import { useCurrentUser as useMe } from "@/lib/auth";

export const useInitials = () => useMe().firstName[0];
`,
      after: `import { useCurrentUser as useMe } from "@/lib/auth";

export const useInitials = () => useMe().user.firstName[0];
`,
    },
    {
      // Somebody else's hook of the same name.
      before: `import { useCurrentUser } from "@acme/billing";

export const useInitials = () => useCurrentUser().firstName[0];
`,
    },
  ],
});
