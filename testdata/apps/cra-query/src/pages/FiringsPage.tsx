import { useQuery } from 'react-query';
import { FiringsQueryFactory } from '../api/firings';
import FiringRow from '../components/FiringRow';
import { Greeting } from '../components/ProfileHeader';
import { useOwnBookings } from '../hooks/useOwnBookings';

const FiringsPage = () => {
  const { data, isLoading, error } = useQuery(FiringsQueryFactory());
  const own = useOwnBookings();

  if (isLoading) return <p>Warming up…</p>;
  if (error) return <p role="alert">The kiln plan is cold. Try again later.</p>;

  return (
    <main>
      <Greeting />
      {own && own.length > 0 && <p>You have {own.length} bookings.</p>}
      {data?.map((firing) => (
        <FiringRow key={firing.id} firing={firing} />
      ))}
    </main>
  );
};

export default FiringsPage;
