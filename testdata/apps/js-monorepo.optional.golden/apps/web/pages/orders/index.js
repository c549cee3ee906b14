import { useRouter } from 'next/router'
import { useMe, useUser } from '@crumb/auth'
import useBakerySession from '@crumb/auth/session'
import OrderForm from '../../components/OrderForm'
import StandingOrder from '../../components/StandingOrder'
import { useApi } from '../../hooks/useApi'

export default function Orders() {
  const { isLoaded, isSignedIn, session } = useBakerySession()
  const { isLoaded: isUserLoaded, isSignedIn: isUserSignedIn, user } = useUser()
  const me = useMe()
  const { push } = useRouter()
  const { data: orders = [], mutate } = useApi('orders')

  // const user = useUser()
  // const session = useSession()

  const order = async (basket) => {
    const token = await session?.getToken({ template: 'hasura' })
    await fetch('/api/orders', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'X-Session': session?.id },
      body: JSON.stringify(basket),
    })
    await mutate()
    push('/orders')
  }

  return (
    <main>
      <h1>Orders of {user?.fullName}</h1>
      {orders
        .filter(({ user }) => user.id !== me.id)
        .map(({ id, user }) => (
          <p key={id}>also ordered by {user.name}</p>
        ))}
      <OrderForm onOrder={order} />
      <StandingOrder />
      <small>Session since {session?.createdAt.toLocaleTimeString()}</small>
    </main>
  )
}
