import { Link } from 'react-router-dom';
import { UserButton } from '~/auth';
import { useUser } from '~/stores/user';

export function TopBar() {
  const user = useUser((state) => state.chosen);

  return (
    <nav>
      <Link to="/">Rounds</Link>
      <Link to="/bakers">Bakers</Link>
      <Link to="/invoices">Invoices</Link>
      {user && <em>looking at {user.name}</em>}
      <UserButton
        afterSignOutAllUrl={window.location.origin} // the front page of the cafés
        userProfileUrl="/user"
      />
    </nav>
  );
}
