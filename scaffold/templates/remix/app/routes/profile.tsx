import { Link } from "@remix-run/react";
import { useUser } from "@clerk/remix";

export default function Profile() {
  const { isSignedIn, user } = useUser();

  if (!isSignedIn) {
    return (
      <main>
        <p>
          <Link to="/sign-in">Sign in</Link> to see your profile.
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
