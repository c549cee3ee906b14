import { useAuth } from '@crumb/auth/clerk'

export function useUpload() {
  const { getToken, sessionId: id } = useAuth()

  return async (file) =>
    fetch(`/api/upload?session=${id}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${await getToken()}` },
      body: file,
    })
}
