import Link from "next/link";
import { useAuth } from "@clerk/nextjs";
import { withServerSideAuth } from "@clerk/nextjs/ssr";

[[ template "loader" . ]]

export default function Home() {
  const { userId } = useAuth();

  if (!userId) {
    return (
      <main>
        <h1>You are signed out</h1>
        <p>
          <Link href="/sign-in">Sign in</Link> with a Clerk instance, or with <code>clerkctl dev</code> and a token
          that this prints:
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
        <Link href="/profile">Your profile</Link>
      </p>
    </main>
  );
}
