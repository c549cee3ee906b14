import type { NextPage } from "next";
import { useQuery } from "@apollo/client";
import { NoticeBoard } from "@/components/NoticeBoard";
import { SeedSwapForm } from "@/components/SeedSwapForm";
import { SEED_OFFERS } from "@/lib/graphql/seeds";
import { useUserSettings } from "@/hooks/useUserSettings";
import type { SeedOffer } from "@/types/garden";

const SeedsPage: NextPage = () => {
  const { data, refetch } = useQuery<{ seed_offers: SeedOffer[] }>(SEED_OFFERS);
  const { units } = useUserSettings();

  return (
    <main>
      <h1>Seed swap</h1>
      <ul>
        {data?.seed_offers.map((offer) => (
          <li key={offer.id}>
            {offer.packets} × {offer.variety} ({units === "metric" ? "5 g" : "0.2 oz"})
          </li>
        ))}
      </ul>
      <SeedSwapForm onOffered={() => refetch()} />
      <NoticeBoard />
    </main>
  );
};

export default SeedsPage;
