import { NavLink } from 'react-router-dom';
import { ClerkLoading, SignedIn, SignedOut, UserButton, useClerk } from '@clerk/clerk-react';
import { paths } from '../lib/paths';

const SignInButton = ({ afterSignIn }: { afterSignIn: string }) => {
  const clerk = useClerk();
  const signUpURL = paths.signUp;

  return (
    <button onClick={() => clerk.openSignIn({ afterSignInUrl: afterSignIn, signUpUrl: signUpURL })}>Sign in</button>
  );
};

const Bar = () => (
  <nav className="bar">
    <NavLink to={paths.firings}>Firings</NavLink>
    <NavLink to={paths.invitations}>Invitations</NavLink>
    <ClerkLoading>…</ClerkLoading>
    <SignedIn>
      <UserButton
        showName
        userProfileUrl={paths.account}
        afterSignOutAllUrl="/"
        afterSignOutOneUrl={paths.signIn}
      />
    </SignedIn>
    <SignedOut>
      <SignInButton afterSignIn={paths.firings} />
    </SignedOut>
  </nav>
);

export default Bar;
