import { FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useClerk, useMagicLink, useSignIn } from '@clerk/clerk-react';
import type { EmailLinkFactor } from '@clerk/types';
import { FacebookButton, GoogleButton } from '../components/GoogleButton';
import { absolute, paths } from '../lib/paths';

interface SignInProps {
  signUpURL: string;
}

/** Our own form. Clerk's <SignIn> has no place for the studio's house rules. */
const SignIn = ({ signUpURL }: SignInProps) => {
  const { setSession } = useClerk();
  const signIn = useSignIn();
  const { startMagicLinkFlow, cancelMagicLinkFlow } = useMagicLink(signIn);
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [message, setMessage] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const attempt = await signIn.create({ identifier: email });
    const factor = attempt.supportedFirstFactors.find(
      (candidate): candidate is EmailLinkFactor => candidate.strategy === 'email_link'
    );
    if (!factor) {
      setMessage('This address cannot sign in by mail.');
      return;
    }

    setMessage(`Look into the mailbox of ${email}.`);
    const result = await startMagicLinkFlow({
      emailAddressId: factor.email_address_id,
      redirectUrl: absolute(paths.verify),
    });

    if (result.status === 'complete') {
      await setSession(result.createdSessionId, () => navigate(paths.firings));
    } else {
      setMessage('The link is too old. Please try again.');
    }
  };

  return (
    <form onSubmit={submit}>
      <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      <button>Send me a link</button>
      <button type="button" onClick={cancelMagicLinkFlow}>
        Stop waiting
      </button>
      <p role="status">{message}</p>
      <GoogleButton />
      <FacebookButton />
      <Link to={signUpURL}>No account yet?</Link>
    </form>
  );
};

export default SignIn;
