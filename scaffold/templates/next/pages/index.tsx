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
          With <code>clerkctl dev</code> running, make a session:
        </p>
        <pre>clerkctl token sign --cookie --expires-in 1h</pre>
        <p>
          In this browser, <Link href="/sign-in">sign in</Link> with what it prints. In a terminal:
        </p>
        <pre>{`curl -H "$(clerkctl token sign --cookie)" http://127.0.0.1:3000/`}</pre>
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
