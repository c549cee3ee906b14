import type { LinkingOptions } from '@react-navigation/native';
import type { AppStackParams } from './types';

export const linking: LinkingOptions<AppStackParams> = {
  prefixes: ['wader://'],
  config: {
    screens: {
      Tabs: '',
      Count: 'hides/:hideId/count',
      Settings: 'settings',
    },
  },
};
