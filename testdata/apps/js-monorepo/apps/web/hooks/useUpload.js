import { useSession } from '@crumb/auth/clerk'

export function useUpload() {
  const { getToken, id } = useSession()

  return async (file) =>
    fetch(`/api/upload?session=${id}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${await getToken()}` },
      body: file,
    })
}
