import { useSession } from '@clerk/clerk-react'

export default useSession
