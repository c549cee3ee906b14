import * as SecureStore from 'expo-secure-store';

export function getToken(key: string) {
  try {
    return SecureStore.getItemAsync(key);
  } catch (error) {
    return Promise.resolve(null);
  }
}

export function saveToken(key: string, value: string) {
  return SecureStore.setItemAsync(key, value);
}

export const tokenCache = { getToken, saveToken };
