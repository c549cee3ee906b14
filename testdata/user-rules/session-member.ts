import { table } from "clerkctl";

export default [
  table({
    name: "session-member",
    doc: `Renames what the session calls its last activity.

The team's patch of Clerk's types gave it another name, which is gone now.`,
    members: {
      Session: { lastSeen: "lastActiveAt" },
    },
    examples: [
      {
        before: `import { useSession } from "@clerk/nextjs";

export function Seen() {
  const { session } = useSession();
  const { lastSeen = 0 } = session;
  return <time>{session?.lastSeen ?? session["lastSeen"] ?? lastSeen}</time>;
}
`,
        after: `import { useSession } from "@clerk/nextjs";

export function Seen() {
  const { session } = useSession();
  const { lastActiveAt: lastSeen = 0 } = session;
  return <time>{session?.lastActiveAt ?? session["lastActiveAt"] ?? lastSeen}</time>;
}
`,
      },
      {
        before: `export const seen = (session: { lastSeen: number }) => session.lastSeen;
`,
        findings: 0,
      },
    ],
  }),
  table({
    name: "account-member",
    doc: "Renames what useAccount of the account module returns.",
    from: "./lib/account",
    members: {
      useAccount: { token: "getToken", signedIn: "isSignedIn" },
    },
    examples: [
      {
        filename: "pages/index.tsx",
        before: `import { useAccount } from "../lib/account";

export function useApi() {
  const { token, signedIn } = useAccount();
  const account = useAccount();
  return () => (signedIn ? token() : account.token());
}
`,
        after: `import { useAccount } from "../lib/account";

export function useApi() {
  const { getToken: token, isSignedIn: signedIn } = useAccount();
  const account = useAccount();
  return () => (signedIn ? token() : account.getToken());
}
`,
      },
    ],
  }),
];
