import { useState } from "react";
import type { NextPage } from "next";
import { useQuery } from "@apollo/client";
import { useUser } from "@clerk/nextjs";
import { MemberCard } from "@/components/MemberCard";
import { PlotCard } from "@/components/PlotCard";
import { ALL_PLOTS } from "@/lib/graphql/plots";
import type { Plot } from "@/types/garden";

const PlotsPage: NextPage = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const [onlyMine, setOnlyMine] = useState(false);
  const { data, loading, error } = useQuery<{ plots: Plot[] }>(ALL_PLOTS);

  if (loading) return <p>Fetching the plan…</p>;
  if (error) return <p role="alert">The plan could not be fetched: {error.message}</p>;

  const plots = data?.plots ?? [];
  const mine = plots.filter((plot) => plot.gardener?.clerk_id === user?.id);

  return (
    <main>
      <MemberCard user={user} plots={mine.length} />
      <h1>Plots</h1>
      <label>
        <input type="checkbox" checked={onlyMine} onChange={() => setOnlyMine(!onlyMine)} />
        only plots of {user?.firstName} {user?.lastName}
      </label>
      {(onlyMine ? mine : plots).map((plot) => (
        <PlotCard key={plot.id} plot={plot} mine={plot.gardener?.clerk_id === user?.id} />
      ))}
    </main>
  );
};

export default PlotsPage;
