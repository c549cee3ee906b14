import { render, screen } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from 'react-query';
import { MemoryRouter } from 'react-router-dom';
import { api } from '../api/client';
import FiringsPage from './FiringsPage';

jest.mock('@clerk/clerk-react', () => ({
  ...jest.requireActual('@clerk/clerk-react'),
  useSession: () => ({ getToken: async () => 'token' }),
  useUser: () => ({ id: 'user_1', firstName: 'Mina' }),
}));

test('shows a firing with its free shelves', async () => {
  jest.spyOn(api, 'get').mockResolvedValue({
    data: [{ id: 'f1', startsAt: '2022-02-19T08:00:00Z', glaze: 'raku', shelves: 6, bookings: [] }],
  });

  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <FiringsPage />
      </MemoryRouter>
    </QueryClientProvider>
  );

  expect(await screen.findByText('6 shelves free')).toBeInTheDocument();
});
