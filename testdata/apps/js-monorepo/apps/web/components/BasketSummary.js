import { total } from '@crumb/orders'
import { useUser } from '@crumb/auth'

const BasketSummary = ({ lines }) => {
  const { firstName, publicMetadata: cafe } = useUser()
  ;(window.dataLayer || []).push({ event: 'basket', lines: lines.length })

  return (
    <p>
      {firstName}, that makes {total(lines).toFixed(2)} € for {cafe && cafe.name}
    </p>
  )
}

export default BasketSummary
