import { total } from '@crumb/orders'
import { useUser } from '@crumb/auth'

const BasketSummary = ({ lines }) => {
  const { isLoaded, isSignedIn, user } = useUser()
  const firstName = user?.firstName
  const cafe = user?.publicMetadata
  ;(window.dataLayer || []).push({ event: 'basket', lines: lines.length })

  return (
    <p>
      {firstName}, that makes {total(lines).toFixed(2)} € for {cafe && cafe.name}
    </p>
  )
}

export default BasketSummary
