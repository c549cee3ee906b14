import type { NextPage } from "next";
import { useRouter } from "next/router";
import { useQuery } from "@apollo/client";
import { RedirectToSignIn, SignedIn, SignedOut, useUser } from "@clerk/nextjs";
import GardenerBadge, { KeyHolderNote } from "@/components/GardenerBadge";
import { ClaimButton } from "@/components/ClaimButton";
import { ONE_PLOT } from "@/lib/graphql/plots";
import type { Plot } from "@/types/garden";

const PlotDetails = ({ plotId }: { plotId: string }) => {
  const { isLoaded, isSignedIn, user } = useUser();
  const userId = user?.id;
  const primaryEmailAddress = user?.primaryEmailAddress;
  const { data } = useQuery<{ plot: Plot }>(ONE_PLOT, { variables: { id: plotId } });
  const plot = data?.plot;

  if (!plot) return null;

  return (
    <main>
      <h1>
        {plot.garden.name} {plot.number}
      </h1>
      {plot.gardener && <GardenerBadge owner={plot.gardener.clerk_id} />}
      {plot.gardener?.clerk_id === userId ? (
        <p>Letters about this plot go to {primaryEmailAddress?.emailAddress}.</p>
      ) : (
        <ClaimButton plotId={plot.id} />
      )}
      <KeyHolderNote />
    </main>
  );
};

const PlotPage: NextPage = () => {
  const { plotId } = useRouter().query;

  return (
    <>
      <SignedIn>{typeof plotId === "string" && <PlotDetails plotId={plotId} />}</SignedIn>
      <SignedOut>
        <RedirectToSignIn />
      </SignedOut>
    </>
  );
};

export default PlotPage;
