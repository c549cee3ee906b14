import { useRouter } from 'next/router'
import { useUser, withClerk } from '@crumb/auth/clerk'
import { useApi } from '../../hooks/useApi'
import { useUpload } from '../../hooks/useUpload'

function Order({ clerk }) {
  const user = useUser().user, router = useRouter()
  const { data: order, error } = useApi(`orders/${router.query.orderId}`)
  const upload = useUpload()

  if (error && error.status === 401) {
    clerk.redirectToSignIn()
    return null
  }
  if (!order) return <p>Looking through the papers…</p>

  return (
    <main>
      <h1>Order {order.number}</h1>
      <p>{order.userId === user?.id ? 'yours' : order.user.name}</p>
      <input type="file" onChange={(event) => upload(event.target.files[0])} />
    </main>
  )
}

export default withClerk(Order)
