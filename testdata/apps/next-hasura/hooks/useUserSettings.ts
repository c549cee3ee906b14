import { useEffect, useState } from "react";
import { useClerk } from "@clerk/clerk-react";

interface Settings {
  units: "metric" | "imperial";
  digest: boolean;
}

const defaults: Settings = { units: "metric", digest: true };

/** Reads the gardener's settings; `useClerk` because it is also mounted while signed out. */
export function useUserSettings() {
  const { user, session } = useClerk();
  const [settings, setSettings] = useState(defaults);

  useEffect(() => {
    if (user && session) {
      setSettings({ ...defaults, ...(user.unsafeMetadata.settings as Partial<Settings>) });
    }
  }, [user, session]);

  return settings;
}
