export const DEADLINE_HOUR = 20

export function total(lines) {
  return lines.reduce((sum, { price, pieces }) => sum + price * pieces, 0)
}

export function isOpen(now = new Date()) {
  return now.getHours() < DEADLINE_HOUR
}

/** Orders by van, in the order of the round. */
export function rounds(orders) {
  const byVan = new Map()
  for (const order of orders) {
    const round = byVan.get(order.van) || []
    round.push(order)
    byVan.set(order.van, round)
  }
  byVan.forEach((round) => round.sort((a, b) => a.stop - b.stop))
  return byVan
}
