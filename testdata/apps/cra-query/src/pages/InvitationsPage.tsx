import { useMutation, useQuery } from 'react-query';
import { RedirectToSignUp, WithSession } from '@clerk/clerk-react';
import { listInvitations } from '../api/invitations';
import { useApi } from '../hooks/useApi';
import { Invitation, StudioUser } from '../types/kiln';

async function revoke(invitation: Invitation) {
  await invitation.revoke();
  return invitation.id;
}

const InvitationsPage = () => {
  const { get } = useApi();
  const { data: me } = useQuery('me', () => get<StudioUser>('/me'));
  const { data: invitations, refetch } = useQuery('invitations', listInvitations);
  const revocation = useMutation(revoke, { onSuccess: () => refetch() });

  if (me?.level === 'apprentice') return <RedirectToSignUp redirectUrl="/" />;

  return (
    <main>
      <h1>Invitations</h1>
      <WithSession>{(session) => <small>Session {session.id.slice(-6)}</small>}</WithSession>
      {invitations?.map((invitation) => (
        <p key={invitation.id}>
          {invitation.email}
          <button onClick={() => revocation.mutate(invitation)}>Take back</button>
        </p>
      ))}
    </main>
  );
};

export default InvitationsPage;
