import useSWR from 'swr'
import { useSession } from '@crumb/auth'

export function useApi(path) {
  const { getToken } = useSession()

  return useSWR(path, async () => {
    const response = await fetch(`/api/${path}`, {
      headers: { Authorization: `Bearer ${await getToken()}` },
    })
    return response.json()
  })
}
