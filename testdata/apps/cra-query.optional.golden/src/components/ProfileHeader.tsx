import { useUser } from '@clerk/clerk-react';
import type { UserResource } from '@clerk/types';

const initials = (user: Pick<UserResource, 'firstName' | 'lastName'>) =>
  `${user.firstName?.[0] ?? ''}${user.lastName?.[0] ?? ''}`;

export const ProfileHeader = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const emailAddresses = user?.emailAddresses;
  const profileImageUrl = user?.profileImageUrl;
  const fullName = user?.fullName;
  const firstName = user?.firstName;
  const lastName = user?.lastName;

  return (
    <header>
      <img src={profileImageUrl} alt={initials({ firstName: firstName ?? null, lastName: lastName ?? null })} />
      <h1>{fullName}</h1>
      <p>{emailAddresses?.length} addresses</p>
    </header>
  );
};

export const Greeting = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const hello = `Hello ${user?.firstName || user?.username || 'potter'}`;

  return <p title={user?.id}>{hello}</p>;
};
