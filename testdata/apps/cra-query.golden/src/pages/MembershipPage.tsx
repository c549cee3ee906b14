import { useClerk, withUser } from '@clerk/clerk-react';
import type { UserResource } from '@clerk/types';
import { MemberMenu } from '../components/MemberMenu';

const MembershipPage = ({ user }: { user: UserResource }) => {
  const { redirectToSignUp } = useClerk();

  return (
    <main>
      <h1>Membership of {user.fullName}</h1>
      <p>Member since {user.createdAt?.getFullYear()}</p>
      <button onClick={() => redirectToSignUp()}>Bring a friend</button>
      <MemberMenu />
    </main>
  );
};

export default withUser(MembershipPage);
