import Link from "next/link";
import { useUser } from "@clerk/nextjs";
import { withServerSideAuth } from "@clerk/nextjs/ssr";

[[ template "loader" .WithUser ]]

export default function Profile() {
  const { isSignedIn, user } = useUser();

  if (!isSignedIn) {
    return (
      <main>
        <p>
          <Link href="/sign-in">Sign in</Link> to see your profile.
        </p>
      </main>
    );
  }

  return (
    <main>
      <h1>{`Hello, ${user.firstName || user.id}`}</h1>
    </main>
  );
}
