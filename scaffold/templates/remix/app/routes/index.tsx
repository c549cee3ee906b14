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
          <Link to="/sign-in">Sign in</Link> with a Clerk instance, or with <code>clerkctl dev</code> and a token that
          this prints:
        </p>
        <pre>clerkctl token sign --cookie --expires-in 1h</pre>
        <p>In a terminal:</p>
        <pre>{`curl -H "$(clerkctl token sign --cookie)" http://127.0.0.1:3000/`}</pre>
        <p>
          In a browser, set the two cookies that it prints, <code>__session</code> and <code>__client_uat</code>, in the
          developer tools.
        </p>
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
