import { useCallback } from 'react';
import { useSession } from '@clerk/clerk-react';
import { api, bearer } from '../api/client';

export function useApi() {
  const { getToken } = useSession();

  const get = useCallback(
    async <T>(path: string) => {
      const { data } = await api.get<T>(path, bearer(await getToken()));
      return data;
    },
    [getToken]
  );

  return { get };
}
