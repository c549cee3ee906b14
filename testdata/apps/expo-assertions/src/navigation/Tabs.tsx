import React from 'react';
import { createBottomTabNavigator } from '@react-navigation/bottom-tabs';
import { SyncBadge } from '../components/SyncBadge';
import { ArchiveScreen } from '../screens/ArchiveScreen';
import { HidesScreen } from '../screens/HidesScreen';
import { ProfileScreen } from '../screens/ProfileScreen';
import { colors } from '../theme/colors';
import type { TabParams } from './types';

const Tab = createBottomTabNavigator<TabParams>();

export const Tabs = () => (
  <Tab.Navigator screenOptions={{ tabBarActiveTintColor: colors.bill, headerRight: () => <SyncBadge /> }}>
    <Tab.Screen name="Hides" component={HidesScreen} />
    <Tab.Screen name="Archive" component={ArchiveScreen} />
    <Tab.Screen name="Profile" component={ProfileScreen} />
  </Tab.Navigator>
);
