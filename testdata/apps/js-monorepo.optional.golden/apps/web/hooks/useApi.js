import useSWR from 'swr'
import { useAuth } from '@clerk/clerk-react'

export function useApi(path) {
  const { getToken } = useAuth()

  return useSWR(path, async () => {
    const response = await fetch(`/api/${path}`, {
      headers: { Authorization: `Bearer ${await getToken()}` },
    })
    return response.json()
  })
}
