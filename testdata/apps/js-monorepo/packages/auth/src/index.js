export { useUser, useSession } from '@clerk/clerk-react'
export { useUser as useBaker } from '@clerk/clerk-react'
export * from './components'
export * from './hooks'
