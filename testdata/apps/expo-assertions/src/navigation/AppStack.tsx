import React from 'react';
import { createNativeStackNavigator } from '@react-navigation/native-stack';
import { CountScreen } from '../screens/CountScreen';
import { SettingsScreen } from '../screens/SettingsScreen';
import { Tabs } from './Tabs';
import type { AppStackParams } from './types';

const Stack = createNativeStackNavigator<AppStackParams>();

export const AppStack = ({ birder }: { birder: string }) => (
  <Stack.Navigator>
    <Stack.Screen name="Tabs" component={Tabs} options={{ title: `Hello ${birder}` }} />
    <Stack.Screen name="Count" component={CountScreen} />
    <Stack.Screen name="Settings" component={SettingsScreen} />
  </Stack.Navigator>
);
