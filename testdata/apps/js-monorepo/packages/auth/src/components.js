import { SignedIn, SignedOut, RedirectToSignIn, RedirectToSignUp } from '@clerk/clerk-react'

export { SignedIn, SignedOut, RedirectToSignUp, RedirectToSignIn as SendToSignIn }
export { UserButton, withClerk } from '@clerk/clerk-react'
