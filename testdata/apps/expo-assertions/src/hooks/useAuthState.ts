import { useUser } from '@clerk/clerk-expo';

const assertions = { withAssertions: true } as const;

/** One word for where we are, for the analytics of screens. */
export function useAuthState(): 'loading' | 'guest' | 'member' {
  const state = useUser(assertions);

  if (state.isLoading(state.user)) return 'loading';
  return state.isSignedOut(state.user) ? 'guest' : 'member';
}
