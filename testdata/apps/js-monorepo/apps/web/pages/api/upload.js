import { withSession } from '@clerk/nextjs/api'

export const config = { api: { bodyParser: false } }

export default withSession((req, res) => {
  if (!req.session) {
    return res.status(401).end()
  }
  req.resume()
  req.on('end', () => res.status(201).json({ user: req.session.userId }))
})
