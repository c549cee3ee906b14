import { api } from './client';
import { Invitation } from '../types/kiln';

export async function listInvitations(): Promise<Invitation[]> {
  const { data } = await api.get<Omit<Invitation, 'revoke'>[]>('/invitations');
  return data.map((invitation) => ({
    ...invitation,
    revoke: () => api.delete(`/invitations/${invitation.id}`),
  }));
}
