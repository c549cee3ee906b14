import { useCallback } from "react";
import { useClerk, useSession } from "@clerk/nextjs";

const endpoint = process.env.NEXT_PUBLIC_HASURA_GRAPHQL_API as string;

/** For the few calls that do not go through Apollo: exports and uploads. */
export function useHasuraFetch() {
  const { isLoaded, isSignedIn, session } = useSession();
  const { redirectToSignIn } = useClerk();

  return useCallback(
    async (query: string, variables: Record<string, unknown> = {}) => {
      const token = await session?.getToken({ template: "hasura" });
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "X-Client-Session": `${session?.id}` },
        body: JSON.stringify({ query, variables }),
      });
      if (response.status === 401) {
        await redirectToSignIn();
      }
      return response.json();
    },
    [session, redirectToSignIn]
  );
}
