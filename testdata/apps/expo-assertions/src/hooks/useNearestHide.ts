import { useEffect, useState } from 'react';
import * as Location from 'expo-location';
import { useQuery } from 'react-query';
import { fetchHides, Hide } from '../api/hides';

export function useNearestHide(enabled: boolean) {
  const { data: hides } = useQuery('hides', fetchHides, { enabled });
  const [nearest, setNearest] = useState<Hide>();

  useEffect(() => {
    if (!enabled || !hides) return;
    Location.getLastKnownPositionAsync().then((position) => {
      setNearest(position ? hides[Math.floor(position.coords.latitude) % hides.length] : undefined);
    });
  }, [enabled, hides]);

  return { hides, nearest };
}
