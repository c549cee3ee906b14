import '../styles/globals.css'
import { useRouter } from 'next/router'
import { ClerkProvider } from '@clerk/nextjs'
import { SignedIn, SignedOut, SendToSignIn } from '@crumb/auth'
import Header from '../components/Header'

const open = ['/', '/sign-in/[[...index]]', '/sign-up/[[...index]]']

export default function App({ Component, pageProps }) {
  const { pathname } = useRouter()

  return (
    <ClerkProvider>
      <Header />
      {open.includes(pathname) ? (
        <Component {...pageProps} />
      ) : (
        <>
          <SignedIn>
            <Component {...pageProps} />
          </SignedIn>
          <SignedOut>
            <SendToSignIn />
          </SignedOut>
        </>
      )}
    </ClerkProvider>
  )
}
