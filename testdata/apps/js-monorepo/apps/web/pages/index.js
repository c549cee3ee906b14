import Link from 'next/link'
import { isOpen } from '@crumb/orders'
import { Card, Greeting } from '@crumb/ui'
import { SignedIn } from '@crumb/auth'

export default function Home() {
  return (
    <main>
      <SignedIn>
        <Greeting />
      </SignedIn>
      <Card title="Bread until eight" afterSignOutAll="/">
        {isOpen() ? <Link href="/orders">Order for tomorrow</Link> : <p>The ovens are full. See you tomorrow.</p>}
      </Card>
    </main>
  )
}
