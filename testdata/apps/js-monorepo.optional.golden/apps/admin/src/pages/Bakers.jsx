import { useEffect, useState } from 'react';
import { useUser } from '~/auth';
import { useUser as useChosenUser } from '~/stores/user';
import { getJSON } from '~/lib/api';

export function Bakers() {
  let { isLoaded, isSignedIn, user } = useUser();
  const choose = useChosenUser((state) => state.choose);
  const [users, setUsers] = useState([]);

  useEffect(() => {
    getJSON('/users').then(setUsers);
  }, [user]);

  const colleagues = users.filter((user) => user.role === 'baker').sort((a, b) => a.name.localeCompare(b.name));

  return (
    <table>
      <caption>
        {user?.firstName}, these are your {colleagues.length} colleagues
      </caption>
      <tbody>
        {colleagues.map((colleague) => (
          <tr key={colleague.id} onClick={() => choose(colleague)}>
            <td>{colleague.id === user?.id ? <strong>{colleague.name}</strong> : colleague.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
