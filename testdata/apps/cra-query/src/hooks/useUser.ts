import { useQuery } from 'react-query';
import { api } from '../api/client';
import { StudioUser } from '../types/kiln';

/** Another potter of the studio, by id. Not the one who is signed in. */
export function useUser(id: string) {
  const { data } = useQuery(['users', id], async () => {
    const response = await api.get<StudioUser>(`/users/${id}`);
    return response.data;
  });

  return data;
}
