import dynamic from 'next/dynamic'
import Link from 'next/link'
import { SignedIn } from '@crumb/auth'

const UserButton = dynamic(() => import('@clerk/nextjs').then((clerk) => clerk.UserButton), { ssr: false })

const Header = () => (
  <header>
    <Link href="/">Crumb</Link>
    <SignedIn>
      <UserButton userProfileUrl="/user" afterSwitchSessionUrl="/orders" afterSignOutAllUrl="/" />
    </SignedIn>
  </header>
)

export default Header
