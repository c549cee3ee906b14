import React from 'react';
import { StatusBar } from 'expo-status-bar';
import { SafeAreaProvider } from 'react-native-safe-area-context';
import { QueryClient, QueryClientProvider } from 'react-query';
import { ClerkProvider } from '@clerk/clerk-expo';
import { tokenCache } from './src/auth/tokenCache';
import { RootNavigator } from './src/navigation/RootNavigator';

const frontendApi = 'clerk.wader.lcl.dev';
const queryClient = new QueryClient();

export default function App() {
  return (
    <SafeAreaProvider>
      <ClerkProvider frontendApi={frontendApi} tokenCache={tokenCache}>
        <QueryClientProvider client={queryClient}>
          <RootNavigator />
          <StatusBar style="auto" />
        </QueryClientProvider>
      </ClerkProvider>
    </SafeAreaProvider>
  );
}
