import React, { useEffect, useState } from 'react';
import { Text, TouchableOpacity } from 'react-native';
import { useAuth } from '@clerk/clerk-expo';
import { pendingCounts, sendCounts } from '../api/counts';
import { colors } from '../theme/colors';

export function SyncBadge() {
  const { getToken } = useAuth();
  const [pending, setPending] = useState(0);

  useEffect(() => {
    pendingCounts().then((counts) => setPending(counts.length));
  }, []);

  const sync = async () => {
    const token = await getToken();
    const left = await sendCounts(token);
    setPending(left.length);
  };

  if (pending === 0) return null;

  return (
    <TouchableOpacity onPress={sync}>
      <Text style={{ color: colors.bill }}>{pending} to send</Text>
    </TouchableOpacity>
  );
}
