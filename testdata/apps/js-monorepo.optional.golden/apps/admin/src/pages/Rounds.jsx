import { useEffect, useState } from 'react';
import { rounds } from '@crumb/orders';
import { useUser } from '~/auth';
import { getJSON } from '~/lib/api';

const greeting = `
  const user = useUser();
  return <UserButton afterSignOutAll="/" />;
`;

export function Rounds() {
  const { isLoaded, isSignedIn, user } = useUser(); // who prints the list
  const firstName = user?.firstName;
  const bakerId = user?.id;
  const [orders, setOrders] = useState([]);

  useEffect(() => {
    getJSON('/orders').then(setOrders);
  }, []);

  return (
    <>
      <pre hidden>{greeting}</pre>
      <h1>
        Rounds for {firstName} ({bakerId})
      </h1>
      {[...rounds(orders)].map(([van, round]) => (
        <section key={van}>
          <h2>Van {van}</h2>
          <ol>
            {round.map((order) => (
              <li key={order.id}>{order.user.name}</li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
