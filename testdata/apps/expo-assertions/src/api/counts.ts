import * as SecureStore from 'expo-secure-store';

export interface Count {
  hideId: string;
  birderId: string | undefined;
  birds: Record<string, number>;
  countedAt: string;
}

const KEY = 'pending-counts';

export async function pendingCounts(): Promise<Count[]> {
  const stored = await SecureStore.getItemAsync(KEY);
  return stored ? JSON.parse(stored) : [];
}

export async function keepCount(count: Count) {
  const counts = await pendingCounts();
  await SecureStore.setItemAsync(KEY, JSON.stringify([...counts, count]));
}

/** Sends what is waiting; returns what could not be sent. */
export async function sendCounts(token: string | null): Promise<Count[]> {
  const left: Count[] = [];
  for (const count of await pendingCounts()) {
    const response = await fetch('https://api.mudflats.example/counts', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify(count),
    });
    if (!response.ok) left.push(count);
  }
  await SecureStore.setItemAsync(KEY, JSON.stringify(left));
  return left;
}
