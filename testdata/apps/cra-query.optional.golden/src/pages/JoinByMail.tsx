import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useClerk, useSignUp } from '@clerk/clerk-react';
import { absolute, paths } from '../lib/paths';

/** The page behind the link in an invitation: the address is known, nothing to type. */
const JoinByMail = () => {
  const [params] = useSearchParams();
  const clerk = useClerk();
  const signUp = useSignUp();
  const [waiting, setWaiting] = useState(true);

  useEffect(() => {
    const { startMagicLinkFlow, cancelMagicLinkFlow } = signUp.createMagicLinkFlow();

    const join = async () => {
      await signUp.create({ emailAddress: params.get('email') ?? '' });
      const done = await startMagicLinkFlow({ redirectUrl: absolute(paths.verify) });
      setWaiting(false);
      if (done.status === 'complete') {
        clerk.setSession(done.createdSessionId);
      }
    };

    join();
    return cancelMagicLinkFlow;
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  if (waiting) return <p>Open the link in the mail we have just sent.</p>;
  return <p>Welcome to the studio.</p>;
};

export default JoinByMail;
