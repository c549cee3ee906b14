import React, { ReactNode } from 'react';
import { Text } from 'react-native';
import { useUser } from '@clerk/clerk-expo';

interface MembersOnlyProps {
  children: ReactNode;
  fallback?: ReactNode;
}

/** Hides what is not for guests; unlike <SignedIn> it can show something instead. */
export function MembersOnly({ children, fallback = <Text>For members.</Text> }: MembersOnlyProps) {
  const { isLoaded, isSignedIn, user: birder } = useUser();

  if (isLoaded && isSignedIn) {
    return <>{children}</>;
  }

  return <>{fallback}</>;
}
