import { useState } from 'react'
import { useUser, useSession } from '@clerk/nextjs'

const endpoint = process.env.NEXT_PUBLIC_HASURA_GRAPHQL_API

const query = `
  query Standing($user: String!) {
    standing(where: { user: { _eq: $user } }) { id bread pieces }
  }
`

export default function StandingOrder() {
  const { isLoaded, isSignedIn, user } = useUser()
  const { session: clerkSession } = useSession()
  const [rows, setRows] = useState([])

  const load = async () => {
    const jwt = await clerkSession?.getToken({ template: 'hasura' })
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${jwt}` },
      body: JSON.stringify({ query, variables: { user: user?.id } }),
    })
    const session = await response.json()
    setRows(session.data.standing)
  }

  return (
    <>
      <button onClick={load}>Show the standing order of {user?.firstName}</button>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {row.pieces} × {row.bread}
          </li>
        ))}
      </ul>
    </>
  )
}
