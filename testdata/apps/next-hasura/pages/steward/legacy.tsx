import type { NextPage } from "next";
import { signIn, signOut, useSession } from "next-auth/react";

const LegacyBackOffice: NextPage = () => {
  const session = useSession();

  if (session.status === "loading") return <p>One moment…</p>;

  if (!session.data) {
    return <button onClick={() => signIn("google", { callbackUrl: "/steward/legacy" })}>Sign in with Google</button>;
  }

  return (
    <main>
      <p>Signed in as {session.data.user?.name}</p>
      <iframe src="/legacy/ledger.html" title="Ledger" />
      <button onClick={() => signOut({ callbackUrl: "/" })}>Sign out</button>
    </main>
  );
};

export default LegacyBackOffice;
