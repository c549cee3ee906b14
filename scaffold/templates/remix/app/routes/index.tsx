[[ if .TypeScript ]]import type { LoaderFunction } from "@remix-run/server-runtime";
[[ end ]]import { Link } from "@remix-run/react";
import { useAuth } from "@clerk/remix";
import { getAuth } from "@clerk/remix/ssr.server";

[[ template "loader" . ]]

export default function Index() {
  const { userId } = useAuth();

  if (!userId) {
    return (
      <main>
        <h1>You are signed out</h1>
        <p>
          With <code>clerkctl dev</code> running, make a session:
        </p>
        <pre>clerkctl token sign --cookie --expires-in 1h</pre>
        <p>
          In this browser, <Link to="/sign-in">sign in</Link> with what it prints. In a terminal:
        </p>
        <pre>{`curl -H "$(clerkctl token sign --cookie)" http://127.0.0.1:3000/`}</pre>
      </main>
    );
  }

  return (
    <main>
      <h1>{`Hello, ${userId}`}</h1>
      <p>
        <Link to="/profile">Your profile</Link>
      </p>
    </main>
  );
}
