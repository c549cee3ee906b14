import React from 'react';
import { StyleSheet, Text, TouchableOpacity } from 'react-native';
import { colors } from '../theme/colors';

interface TallyProps {
  species: string;
  count: number;
  onTap: () => void;
  disabled: boolean;
}

export const Tally = ({ species, count, onTap, disabled }: TallyProps) => (
  <TouchableOpacity style={styles.row} onPress={onTap} disabled={disabled}>
    <Text>{species}</Text>
    <Text style={styles.count}>{count}</Text>
  </TouchableOpacity>
);

const styles = StyleSheet.create({
  row: { flexDirection: 'row', justifyContent: 'space-between', padding: 16 },
  count: { color: colors.mud, fontVariant: ['tabular-nums'] },
});
