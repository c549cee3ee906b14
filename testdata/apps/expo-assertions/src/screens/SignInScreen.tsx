import React, { useState } from 'react';
import { Button, Text, TextInput, View } from 'react-native';
import type { NativeStackScreenProps } from '@react-navigation/native-stack';
import { useClerk, useSignIn } from '@clerk/clerk-expo';
import type { AuthStackParams } from '../navigation/types';

type Props = NativeStackScreenProps<AuthStackParams, 'SignIn'>;

export function SignInScreen({ navigation }: Props) {
  const { setSession } = useClerk();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');

  const submit = async () => {
    try {
      const attempt = await signIn.create({ identifier: email, password });
      await setSession(attempt.createdSessionId);
    } catch {
      setError('This address and this password do not fit together.');
    }
  };

  return (
    <View>
      <TextInput value={email} onChangeText={setEmail} autoCapitalize="none" placeholder="Email" />
      <TextInput value={password} onChangeText={setPassword} secureTextEntry placeholder="Password" />
      <Button title="Sign in" onPress={submit} />
      {error !== '' && <Text>{error}</Text>}
      <Button title="I am new" onPress={() => navigation.navigate('SignUp', { email })} />
    </View>
  );
}
