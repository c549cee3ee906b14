import { UserButton, WithUser } from '@clerk/clerk-react';
import { paths } from '../lib/paths';

/** Who is here, for the corner of the page. */
export const MemberMenu = () => (
  <WithUser>
    {(user) => (
      <div title={user.id}>
        <b>{user.firstName}</b>
        <UserButton userProfileUrl={paths.account} afterSignOutAllUrl={`/bye?from=${user.id}`} />
      </div>
    )}
  </WithUser>
);
