import { format } from "date-fns";
import { useUser } from "@clerk/nextjs";

export const WelcomeBanner = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const firstName = user?.firstName;
  const createdAt = user?.createdAt;

  return (
    <section>
      <p>{firstName ? `Good to see you, ${firstName}!` : "Good to see you!"}</p>
      {createdAt && <small>A gardener since {format(createdAt, "MMMM yyyy")}</small>}
    </section>
  );
};
