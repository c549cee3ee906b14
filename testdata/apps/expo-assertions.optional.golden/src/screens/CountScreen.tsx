import React, { useState } from 'react';
import { Button, ScrollView, Text } from 'react-native';
import type { NativeStackScreenProps } from '@react-navigation/native-stack';
import { useQuery } from 'react-query';
import { useUser } from '@clerk/clerk-expo';
import { keepCount } from '../api/counts';
import { fetchHides } from '../api/hides';
import { Splash } from '../components/Splash';
import { Tally } from '../components/Tally';
import type { AppStackParams } from '../navigation/types';

type Props = NativeStackScreenProps<AppStackParams, 'Count'>;

export function CountScreen({ route, navigation }: Props) {
  const { isLoaded, isSignedIn, user } = useUser();
  const [birds, setBirds] = useState<Record<string, number>>({});
  const { data: hides } = useQuery('hides', fetchHides);
  const hide = hides?.find(({ id }) => id === route.params.hideId);

  const tap = (species: string) =>
    setBirds((before) => ({ ...before, [species]: (before[species] ?? 0) + 1 }));

  const finish = async () => {
    await keepCount({
      hideId: route.params.hideId,
      birderId: user?.id,
      birds,
      countedAt: new Date().toISOString(),
    });
    navigation.goBack();
  };

  if (!isLoaded || !hide) return <Splash />;

  return (
    <ScrollView>
      <Text>{hide.name}</Text>
      {hide.species.map((species) => (
        <Tally
          key={species}
          species={species}
          count={birds[species] ?? 0}
          onTap={() => tap(species)}
          disabled={isLoaded && !isSignedIn}
        />
      ))}
      {isLoaded && !isSignedIn ? (
        <Text>Sign in to send a count.</Text>
      ) : (
        <Button title={`Finish, ${user.firstName ?? 'birder'}`} onPress={finish} />
      )}
    </ScrollView>
  );
}
