import React from 'react';
import { fireEvent, render } from '@testing-library/react-native';
import { Tally } from '../src/components/Tally';

it('counts a tap', () => {
  const onTap = jest.fn();
  const { getByText } = render(<Tally species="Dunlin" count={3} onTap={onTap} disabled={false} />);
  fireEvent.press(getByText('Dunlin'));
  expect(onTap).toHaveBeenCalledTimes(1);
});
