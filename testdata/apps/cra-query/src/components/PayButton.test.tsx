import { render, screen } from '@testing-library/react';
import { PayButton } from './PayButton';

test('writes the amount in euros', () => {
  render(<PayButton amount={1350} callbackUrl="/book/f1" />);
  expect(screen.getByText('Pay 13.50 €')).toBeInTheDocument();
});
