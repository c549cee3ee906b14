import { useState } from "react";
import { useMutation } from "@apollo/client";
import { useForm } from "react-hook-form";
import { useUser } from "@clerk/nextjs";
import { OFFER_SEEDS } from "@/lib/graphql/seeds";
import { trackGoal } from "@/lib/analytics";

interface SeedOffer {
  variety: string;
  packets: number;
  contact: string | null | undefined;
}

export const SeedSwapForm = ({ onOffered }: { onOffered: () => void }) => {
  const { isLoaded, isSignedIn, user } = useUser();
  const [sent, setSent] = useState(false);
  const [offerSeeds, { loading }] = useMutation(OFFER_SEEDS);
  const { register, handleSubmit, reset } = useForm<SeedOffer>({
    defaultValues: {
      variety: "",
      packets: 1,
      contact: user?.primaryEmailAddress?.emailAddress,
    },
  });

  const onSubmit = async (offer: SeedOffer) => {
    await offerSeeds({
      variables: { offer: { ...offer, gardener_id: user?.id } },
    });
    trackGoal("seeds-offered", { user: user?.id });
    setSent(true);
    reset();
    onOffered();
  };

  return (
    <form onSubmit={handleSubmit(onSubmit)}>
      <label>
        Variety
        <input {...register("variety", { required: true })} />
      </label>
      <label>
        Packets
        <input type="number" min={1} {...register("packets", { valueAsNumber: true })} />
      </label>
      <label>
        Reach me at
        <input {...register("contact")} />
      </label>
      <button disabled={loading}>Offer as {user?.firstName}</button>
      {sent && <p role="status">Thank you, {user?.fullName}. Your seeds are on the board.</p>}
    </form>
  );
};
