import React from 'react';
import { Button, Image, Text, View } from 'react-native';
import { useNavigation } from '@react-navigation/native';
import type { NativeStackNavigationProp } from '@react-navigation/native-stack';
import { useClerk, useUser } from '@clerk/clerk-expo';
import { MembersOnly } from '../components/MembersOnly';
import type { AppStackParams } from '../navigation/types';

const Card = () => {
  const { isLoaded, isSignedIn, user } = useUser();

  return (
    <View>
      <Image source={{ uri: user?.profileImageUrl }} style={{ width: 64, height: 64 }} />
      <Text>{user?.fullName}</Text>
      <Text>{user?.primaryEmailAddress?.emailAddress}</Text>
    </View>
  );
};

const LifeList = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const addSwift = () => user?.update({ unsafeMetadata: { ...user?.unsafeMetadata, swift: true } });

  return (
    <View>
      <Text>{Object.keys({ ...user?.unsafeMetadata }).length} species seen</Text>
      <Button title="I saw a swift" onPress={addSwift} />
    </View>
  );
};

export function ProfileScreen() {
  const { signOut } = useClerk();
  const navigation = useNavigation<NativeStackNavigationProp<AppStackParams>>();

  return (
    <MembersOnly>
      <Card />
      <LifeList />
      <Button title="Settings" onPress={() => navigation.navigate('Settings')} />
      <Button title="Sign out" onPress={() => signOut()} />
    </MembersOnly>
  );
}
