import { useState } from 'react'
import { useSignUp } from '@crumb/auth/clerk'

const JoinForm = ({ callbackUrl }) => {
  const signUp = useSignUp()
  const [email, setEmail] = useState('')

  const join = async (event) => {
    event.preventDefault()
    await signUp.create({ emailAddress: email })
    const flow = signUp.createMagicLinkFlow({ redirectUrl: callbackUrl })
    await flow.startMagicLinkFlow({ redirectUrl: `${window.location.origin}/verify` })
  }

  const withGoogle = () =>
    signUp.authenticateWithRedirect({
      strategy: 'oauth_google',
      redirectUrl: callbackUrl,
      redirectUrlComplete: '/orders',
    })

  return (
    <form onSubmit={join}>
      <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      <button>Send me a link</button>
      <button type="button" onClick={withGoogle}>
        Google
      </button>
    </form>
  )
}

export default JoinForm
