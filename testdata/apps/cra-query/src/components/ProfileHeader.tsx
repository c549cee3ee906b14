import { useUser } from '@clerk/clerk-react';
import type { UserResource } from '@clerk/types';

const initials = (user: Pick<UserResource, 'firstName' | 'lastName'>) =>
  `${user.firstName?.[0] ?? ''}${user.lastName?.[0] ?? ''}`;

export const ProfileHeader = () => {
  const { emailAddresses, profileImageUrl, fullName, firstName, lastName } = useUser();

  return (
    <header>
      <img src={profileImageUrl} alt={initials({ firstName: firstName ?? null, lastName: lastName ?? null })} />
      <h1>{fullName}</h1>
      <p>{emailAddresses.length} addresses</p>
    </header>
  );
};

export const Greeting = () => {
  const user: UserResource = useUser();
  const hello = `Hello ${user.firstName || user.username || 'potter'}`;

  return <p title={user.id}>{hello}</p>;
};
