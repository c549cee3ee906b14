import { useQuery } from 'react-query';
import { useUser } from '@clerk/clerk-react';
import { FiringsQueryFactory } from '../api/firings';

export function useOwnBookings() {
  const { isLoaded, isSignedIn, user } = useUser();
  const userId = user?.id;
  const { data } = useQuery(FiringsQueryFactory());

  return data?.flatMap((firing) => firing.bookings).filter((booking) => booking.userId === userId);
}
