import React, { useState } from 'react';
import { Button, Text, TextInput, View } from 'react-native';
import type { NativeStackScreenProps } from '@react-navigation/native-stack';
import { useClerk, useSignUp } from '@clerk/clerk-expo';
import type { AuthStackParams } from '../navigation/types';

type Props = NativeStackScreenProps<AuthStackParams, 'VerifyCode'>;

export function VerifyCodeScreen({ route }: Props) {
  const signUp = useSignUp();
  const clerk = useClerk();
  const [code, setCode] = useState('');

  const verify = async () => {
    const done = await signUp.attemptEmailAddressVerification({ code });
    await clerk.setSession(done.createdSessionId);
  };

  return (
    <View>
      <Text>We sent six digits to {route.params.email}.</Text>
      <TextInput value={code} onChangeText={setCode} keyboardType="number-pad" />
      <Button title="Verify" onPress={verify} disabled={code.length !== 6} />
    </View>
  );
}
