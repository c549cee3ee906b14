import Link from "next/link";
import { useUser as useClerkUser } from "@clerk/nextjs";
import { SessionProvider, useSession } from "next-auth/react";

/** Stewards live in both systems until the old back office is gone. */
function StewardLinkInner() {
  const { data: session } = useSession();
  const { isLoaded, isSignedIn, user: me } = useClerkUser();

  if (!me?.publicMetadata.steward && !session) return null;

  return (
    <Link href="/steward/legacy">
      <a>Back office{session?.user?.name === me?.fullName ? "" : " (second account)"}</a>
    </Link>
  );
}

export const StewardLink = () => (
  <SessionProvider>
    <StewardLinkInner />
  </SessionProvider>
);
