import { useEffect, useState } from 'react';
import { useClerk, useSession } from '@clerk/clerk-react';
import type { SessionWithActivitiesResource } from '@clerk/types';

const Device = ({ session }: { session: SessionWithActivitiesResource }) => (
  <li>
    {session.latestActivity.browserName} in {session.latestActivity.city}
    <button onClick={() => session.revoke()}>Sign this device out</button>
  </li>
);

const SessionList = () => {
  const { user } = useClerk();
  const { isLoaded, isSignedIn, session } = useSession();
  const [devices, setDevices] = useState<SessionWithActivitiesResource[]>([]);

  useEffect(() => {
    user?.getSessions().then(setDevices);
  }, [user]);

  const leave = async () => {
    await session?.revoke();
    window.location.reload();
  };

  return (
    <section>
      <h2>Devices</h2>
      <ul>
        {devices
          .filter((device) => device.id !== session?.id)
          .map((device) => (
            <Device key={device.id} session={device} />
          ))}
      </ul>
      <button onClick={leave}>Sign out here, for good</button>
    </section>
  );
};

export default SessionList;
