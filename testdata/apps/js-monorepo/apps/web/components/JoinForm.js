import { useState } from 'react'
import { useSignUp } from '@crumb/auth/clerk'

const JoinForm = ({ callbackUrl }) => {
  const signUp = useSignUp()
  const [email, setEmail] = useState('')

  const join = async (event) => {
    event.preventDefault()
    await signUp.create({ emailAddress: email })
    const flow = signUp.createMagicLinkFlow({ callbackUrl })
    await flow.startMagicLinkFlow({ callbackUrl: `${window.location.origin}/verify` })
  }

  const withGoogle = () =>
    signUp.authenticateWithRedirect({
      strategy: 'oauth_google',
      callbackUrl,
      callbackUrlComplete: '/orders',
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
