import type { LoadedClerk } from '@clerk/types';

declare global {
  interface Window {
    Clerk?: LoadedClerk;
  }
}
