import { useQuery } from "@apollo/client";
import { useUser } from "@clerk/nextjs";
import { GARDENER } from "@/lib/graphql/gardeners";
import type { Gardener } from "@/types/garden";

/** The row of the signed-in gardener, which Hasura makes on the first visit. */
export const useGardener = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const { data, loading, refetch } = useQuery<{ gardener: Gardener | null }>(GARDENER, {
    variables: { clerkId: user?.id },
  });

  return { gardener: data?.gardener, loading, refetch };
};
