import React from 'react';
import { Text, View } from 'react-native';
import { useSession } from '@clerk/clerk-expo';
import { Splash } from '../components/Splash';
import { useAuthState } from '../hooks/useAuthState';

export function SettingsScreen() {
  const auth = useSession();
  const state = useAuthState();

  if (!auth.isLoaded) return <Splash />;
  if (auth.isLoaded && !auth.isSignedIn) return <Text>Nothing to set while you are a guest.</Text>;

  return (
    <View>
      <Text>Session {auth.session.id}</Text>
      <Text>Expires {auth.session.expireAt.toDateString()}</Text>
      <Text>State: {state}</Text>
    </View>
  );
}
