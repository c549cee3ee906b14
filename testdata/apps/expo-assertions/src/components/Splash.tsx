import React from 'react';
import { ActivityIndicator, StyleSheet, View } from 'react-native';
import { colors } from '../theme/colors';

export const Splash = () => (
  <View style={styles.fill}>
    <ActivityIndicator color={colors.bill} />
  </View>
);

const styles = StyleSheet.create({
  fill: { flex: 1, alignItems: 'center', justifyContent: 'center', backgroundColor: colors.sky },
});
