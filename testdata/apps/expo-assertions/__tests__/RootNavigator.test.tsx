import React from 'react';
import { render } from '@testing-library/react-native';
import { RootNavigator } from '../src/navigation/RootNavigator';

jest.mock('@clerk/clerk-expo', () => ({
  useUser: () => ({
    user: null,
    isLoading: () => false,
    isSignedOut: () => true,
  }),
}));

jest.mock('../src/navigation/AuthStack', () => ({ AuthStack: 'AuthStack' }));
jest.mock('../src/navigation/AppStack', () => ({ AppStack: 'AppStack' }));

it('shows the sign-in screens to a guest', () => {
  const screen = render(<RootNavigator />);
  expect(screen.toJSON()).toMatchObject({ type: 'AuthStack' });
});
