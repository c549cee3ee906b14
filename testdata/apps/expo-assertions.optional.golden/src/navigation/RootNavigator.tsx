import React from 'react';
import { NavigationContainer } from '@react-navigation/native';
import { useUser } from '@clerk/clerk-expo';
import { Splash } from '../components/Splash';
import { AppStack } from './AppStack';
import { AuthStack } from './AuthStack';
import { linking } from './linking';

export function RootNavigator() {
  const { isLoaded, isSignedIn, user } = useUser();

  if (!isLoaded) {
    return <Splash />;
  }

  return (
    <NavigationContainer linking={linking}>
      {isLoaded && !isSignedIn ? <AuthStack /> : <AppStack birder={user.firstName ?? 'birder'} />}
    </NavigationContainer>
  );
}
