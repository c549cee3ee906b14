import { FormEvent, useState } from 'react';
import { useUser } from '@clerk/clerk-react';
import { absolute, paths } from '../lib/paths';

const AddEmail = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const [address, setAddress] = useState('');
  const [state, setState] = useState<'idle' | 'waiting' | 'done'>('idle');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const callbackUrl = absolute(paths.verify);
    const email = await user?.createEmailAddress(address);
    const flow = email?.createMagicLinkFlow();
    setState('waiting');
    await flow?.startMagicLinkFlow({ redirectUrl: callbackUrl });
    setState('done');
  };

  return (
    <form onSubmit={submit}>
      <p>Your mail goes to {user?.primaryEmailAddress?.emailAddress}.</p>
      <input type="email" value={address} onChange={(event) => setAddress(event.target.value)} />
      <button disabled={state === 'waiting'}>Add</button>
      {state === 'waiting' && <p>Open the link in the mail we sent to {address}.</p>}
      {state === 'done' && <p>{user?.firstName}, we know your new address now.</p>}
    </form>
  );
};

export default AddEmail;
