import { useClerk, useUser } from '@clerk/clerk-react'

/** The signed-in user. Shorter to type at midnight. */
export const useMe = () => useUser().user

export function useRole() {
  const { publicMetadata: { role = 'cafe' } } = useUser().user
  return role
}

export function useSignOutEverywhere() {
  const { user, signOut } = useClerk()
  return async () => {
    const sessions = await user.getSessions()
    await Promise.all(sessions.map((session) => session.revoke()))
    await signOut()
  }
}
