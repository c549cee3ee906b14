import dynamic from 'next/dynamic'
import Link from 'next/link'
import { SignedIn } from '@crumb/auth'

const UserButton = dynamic(() => import('@clerk/nextjs').then((clerk) => clerk.UserButton), { ssr: false })

const Header = () => (
  <header>
    <Link href="/">Crumb</Link>
    <SignedIn>
      <UserButton userProfileURL="/user" afterSwitchSession="/orders" afterSignOutAll="/" />
    </SignedIn>
  </header>
)

export default Header
