import { SignIn } from '@clerk/nextjs'

const signUpURL = '/sign-up'

export default function SignInPage() {
  return <SignIn path="/sign-in" routing="path" signUpUrl={signUpURL} afterSignInUrl="/orders" />
}
