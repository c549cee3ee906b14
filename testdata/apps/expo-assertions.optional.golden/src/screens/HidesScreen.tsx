import React from 'react';
import { FlatList, Text, TouchableOpacity, View } from 'react-native';
import { useNavigation } from '@react-navigation/native';
import type { NativeStackNavigationProp } from '@react-navigation/native-stack';
import { useUser } from '@clerk/clerk-expo';
import { useNearestHide } from '../hooks/useNearestHide';
import type { AppStackParams } from '../navigation/types';

export function HidesScreen() {
  const { isLoaded, isSignedIn, user } = useUser();
  const navigation = useNavigation<NativeStackNavigationProp<AppStackParams>>();
  const { hides, nearest } = useNearestHide(!!isSignedIn);

  return (
    <View>
      {nearest && <Text>You are near {nearest.name}.</Text>}
      <FlatList
        data={hides}
        keyExtractor={(hide) => hide.id}
        renderItem={({ item }) => (
          <TouchableOpacity onPress={() => navigation.navigate('Count', { hideId: item.id })}>
            <Text>
              {item.name}, kept by {item.keeper.user === user?.id ? 'you' : item.keeper.user}
            </Text>
          </TouchableOpacity>
        )}
      />
    </View>
  );
}
