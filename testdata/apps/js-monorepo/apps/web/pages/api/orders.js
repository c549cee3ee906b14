import { requireSession } from '@clerk/nextjs/api'

export default requireSession(async (req, res) => {
  const { userId } = req.session
  const response = await fetch(`${process.env.ORDERS_URL}/orders?user=${userId}`)
  res.status(response.status).json(await response.json())
})
