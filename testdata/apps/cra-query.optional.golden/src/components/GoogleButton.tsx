import { useClerk, useSignIn, useSignUp } from '@clerk/clerk-react';
import { paths } from '../lib/paths';

export const GoogleButton = () => {
  const signIn = useSignIn();

  const go = () =>
    signIn.authenticateWithRedirect({
      strategy: 'oauth_google',
      redirectUrl: paths.ssoCallback,
      redirectUrlComplete: paths.firings,
    });

  return <button onClick={go}>Continue with Google</button>;
};

const facebook = {
  strategy: 'oauth_facebook',
  redirectUrl: paths.ssoCallback,
  redirectUrlComplete: paths.firings,
} as const;

export const FacebookButton = () => {
  const clerk = useClerk();

  return (
    <button onClick={() => clerk.client.signIn.authenticateWithRedirect(facebook)}>
      Continue with Facebook
    </button>
  );
};

export const GitHubButton = () => {
  const { authenticateWithRedirect } = useSignUp();

  return (
    <button
      onClick={() =>
        authenticateWithRedirect({
          strategy: 'oauth_github',
          redirectUrl: paths.ssoCallback,
          redirectUrlComplete: paths.firings,
        })
      }
    >
      Sign up with GitHub
    </button>
  );
};
