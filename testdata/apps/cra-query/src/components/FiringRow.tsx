import { format } from 'date-fns';
import { Link } from 'react-router-dom';
import { useUser } from '../hooks/useUser';
import { paths } from '../lib/paths';
import { Booking, Firing } from '../types/kiln';

const BookedBy = ({ booking }: { booking: Booking }) => {
  const user = useUser(booking.userId);

  return (
    <li>
      {user?.displayName ?? '…'}, {booking.shelves} shelves
    </li>
  );
};

const FiringRow = ({ firing }: { firing: Firing }) => {
  const free = firing.bookings.reduce((left, booking) => left - booking.shelves, firing.shelves);

  return (
    <article className="firing">
      <h2>
        {format(new Date(firing.startsAt), 'EEEE d MMMM')} · {firing.glaze}
      </h2>
      <ul>
        {firing.bookings.map((booking) => (
          <BookedBy key={booking.id} booking={booking} />
        ))}
      </ul>
      {free > 0 && <Link to={`${paths.book}/${firing.id}`}>{free} shelves free</Link>}
    </article>
  );
};

export default FiringRow;
