import { useRouter } from "next/router";
import { useClerk, UserButton } from "@clerk/nextjs";
import { StewardLink } from "./StewardLink";

export const AccountMenu = () => {
  const { pathname } = useRouter();
  const { session, signOut } = useClerk();

  if (pathname === "/steward") {
    return <UserButton userProfileUrl="/user" afterSignOutAllUrl={pathname} afterSignOutOneUrl="/" />;
  }

  return (
    <menu>
      <li>Signed in since {session?.createdAt.toLocaleDateString()}</li>
      <li>
        <StewardLink />
      </li>
      <li>
        <button onClick={() => signOut()}>Sign out</button>
      </li>
    </menu>
  );
};
