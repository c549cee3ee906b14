import * as SecureStore from 'expo-secure-store';
import { getToken, saveToken } from './tokenCache';

const user = { getToken };

/** Moves the tokens that 0.1 kept under the old key. */
export async function migrateOldToken() {
  const old = await getToken('wader-jwt');
  if (old) {
    await saveToken('__clerk_client_jwt', old);
    await SecureStore.deleteItemAsync('wader-jwt');
  }
  return user.getToken('__clerk_client_jwt');
}
