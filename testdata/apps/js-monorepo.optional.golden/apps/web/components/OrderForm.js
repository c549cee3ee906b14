import { useEffect, useState } from 'react'
import { useBaker } from '@crumb/auth'
import { Button } from '@crumb/ui'
import BasketSummary from './BasketSummary'

const OrderForm = ({ onOrder }) => {
  const { isLoaded: isUserLoaded, isSignedIn, user: baker }=useBaker()
  const [isLoaded, setIsLoaded] = useState(false)
  const [lines, setLines] = useState([])

  useEffect(() => {
    const kept = localStorage.getItem(`basket-${baker?.id}`)
    if (kept) setLines(JSON.parse(kept))
    setIsLoaded(true)
  }, [baker])

  if (!isLoaded) return null

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onOrder({ lines, orderedBy: baker?.id, mail: baker?.primaryEmailAddress?.emailAddress })
      }}
    >
      <BasketSummary lines={lines} />
      <Button kind="primary" disabled={lines.length === 0}>
        Order
      </Button>
    </form>
  )
}

export default OrderForm
