import React, { useEffect, useState } from 'react';
import { FlatList, Text } from 'react-native';
import { format } from 'date-fns';
import { useUser } from '@clerk/clerk-expo';
import { Count, pendingCounts } from '../api/counts';
import { MembersOnly } from '../components/MembersOnly';

export function ArchiveScreen() {
  const {
    user, // undefined until the client has answered
    isLoading,
  } = useUser({ withAssertions: true });
  const [counts, setCounts] = useState<Count[]>([]);

  useEffect(() => {
    pendingCounts().then(setCounts);
  }, []);

  return (
    <MembersOnly>
      <Text>{isLoading(user) ? 'One moment' : `Counts of ${user?.fullName}`}</Text>
      <FlatList
        data={counts}
        keyExtractor={(count) => count.countedAt}
        renderItem={({ item }) => <Text>{format(new Date(item.countedAt), 'd MMM, HH:mm')}</Text>}
      />
    </MembersOnly>
  );
}
