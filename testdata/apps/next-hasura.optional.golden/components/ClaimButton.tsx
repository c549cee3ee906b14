import { useState } from "react";
import { useUser } from "@clerk/nextjs";

export const ClaimButton = ({ plotId }: { plotId: string }) => {
  const { isLoaded, isSignedIn, user } = useUser();
  const [answer, setAnswer] = useState<string>();

  const describe = () => {
    const { emailAddresses, publicMetadata } = user;
    return { addresses: emailAddresses.length, steward: Boolean(publicMetadata.steward) };
  };

  const claim = async () => {
    const response = await fetch("/api/plots/claim", {
      method: "POST",
      body: JSON.stringify({ plotId, user: describe() }),
    });
    setAnswer(response.ok ? `${user?.firstName}, the plot is yours.` : "Somebody was faster.");
    await user?.update({ unsafeMetadata: { lastClaim: plotId } });
  };

  return (
    <>
      <button onClick={claim}>Claim this plot</button>
      {answer && <p>{answer}</p>}
    </>
  );
};
