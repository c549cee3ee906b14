import { useState } from 'react';
import { useSession } from '~/auth';
import { total } from '@crumb/orders';

export function Invoices() {
  const { isLoaded, isSignedIn, session } = useSession();
  const [invoices, setInvoices] = useState([]);

  async function load() {
    const token = await session?.getToken({ template: 'books' });
    const response = await fetch('/books/invoices', {
      headers: { Authorization: `Bearer ${token}`, 'X-Session': session?.id },
    });
    setInvoices(await response.json());
  }

  return (
    <>
      <button onClick={load}>Load the invoices</button>
      <ul>
        {invoices.map((invoice) => (
          <li key={invoice.id}>
            {invoice.user.name}: {total(invoice.lines)} €
          </li>
        ))}
      </ul>
    </>
  );
}
