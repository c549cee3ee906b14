import { useAuth } from '@clerk/clerk-react';
import { UseMutationOptions, UseQueryOptions } from 'react-query';
import { api, bearer } from './client';
import { Booking, Firing, NewBooking } from '../types/kiln';

// Call these factories at the top of a component: they use a hook.

export const FiringsQueryFactory = (): UseQueryOptions<Firing[]> => {
  const { getToken } = useAuth();

  return {
    queryKey: ['firings'],
    queryFn: async () => {
      const { data } = await api.get<Firing[]>('/firings', bearer(await getToken()));
      return data;
    },
  };
};

export const FiringQueryFactory = (id: string): UseQueryOptions<Firing> => {
  const { getToken } = useAuth();

  return {
    queryKey: ['firings', id],
    queryFn: async () => {
      const { data } = await api.get<Firing>(`/firings/${id}`, bearer(await getToken()));
      return data;
    },
  };
};

export const BookMutationFactory = (): UseMutationOptions<Booking, Error, NewBooking> => {
  const { getToken } = useAuth();

  return {
    mutationFn: async (booking) => {
      const token = await getToken({ skipCache: true });
      const { data } = await api.post<Booking>('/bookings', booking, bearer(token));
      return data;
    },
  };
};
