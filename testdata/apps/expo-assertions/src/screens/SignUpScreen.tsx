import React, { useState } from 'react';
import { Button, TextInput, View } from 'react-native';
import type { NativeStackScreenProps } from '@react-navigation/native-stack';
import { useSignUp } from '@clerk/clerk-expo';
import type { AuthStackParams } from '../navigation/types';

type Props = NativeStackScreenProps<AuthStackParams, 'SignUp'>;

export function SignUpScreen({ navigation, route }: Props) {
  const signUp = useSignUp();
  const [email, setEmail] = useState(route.params?.email ?? '');
  const [password, setPassword] = useState('');

  const submit = async () => {
    await signUp.create({ emailAddress: email, password });
    await signUp.prepareEmailAddressVerification();
    navigation.navigate('VerifyCode', { email });
  };

  return (
    <View>
      <TextInput value={email} onChangeText={setEmail} autoCapitalize="none" />
      <TextInput value={password} onChangeText={setPassword} secureTextEntry />
      <Button title="Join the count" onPress={submit} />
    </View>
  );
}
