import Link from "next/link";
import { useRouter } from "next/router";
import { SignedIn, SignedOut, UserButton } from "@clerk/nextjs";
import styles from "@/styles/Layout.module.css";

interface HeaderProps {
  /** Shows a link to the page the gardener came from. */
  returnBack?: boolean;
}

export const Header = ({ returnBack = true }: HeaderProps) => {
  const router = useRouter();

  return (
    <header className={styles.header}>
      {returnBack && <button onClick={() => router.back()}>Back</button>}
      <Link href="/">
        <a className={styles.brand}>Plotline</a>
      </Link>
      <SignedIn>
        <UserButton userProfileUrl="/user" afterSignOutAllUrl="/" />
      </SignedIn>
      <SignedOut>
        <Link href="/sign-in">
          <a>Sign in</a>
        </Link>
      </SignedOut>
    </header>
  );
};
