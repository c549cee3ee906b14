import { useQuery } from 'react-query';
import { useUser } from '@clerk/clerk-react';
import { FiringsQueryFactory } from '../api/firings';

export function useOwnBookings() {
  const { id: userId } = useUser();
  const { data } = useQuery(FiringsQueryFactory());

  return data?.flatMap((firing) => firing.bookings).filter((booking) => booking.userId === userId);
}
