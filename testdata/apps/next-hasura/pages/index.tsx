import type { NextPage } from "next";
import Link from "next/link";
import { SignedIn, SignedOut, SignInButton, SignUpButton } from "@clerk/nextjs";
import { WelcomeBanner } from "@/components/WelcomeBanner";
import styles from "@/styles/Home.module.css";

const Home: NextPage = () => (
  <main className={styles.main}>
    <h1>Grow something with your neighbours</h1>
    <SignedIn>
      <WelcomeBanner />
      <nav className={styles.tiles}>
        <Link href="/plots">
          <a>Plots &amp; waiting list</a>
        </Link>
        <Link href="/seeds">
          <a>Seed swap</a>
        </Link>
        <Link href="/workdays">
          <a>Work days</a>
        </Link>
      </nav>
    </SignedIn>
    <SignedOut>
      <p>Three gardens, 148 plots, one waiting list.</p>
      {/* signInURL and signUpURL come from the dashboard here, so no props */}
      <SignInButton>
        <button className={styles.primary}>Sign in</button>
      </SignInButton>
      <SignUpButton afterSignUpUrl="/plots">
        <button>Join the waiting list</button>
      </SignUpButton>
    </SignedOut>
  </main>
);

export default Home;
