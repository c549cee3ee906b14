import { SignUp } from '@clerk/nextjs'

const SignUpPage = ({ invited }) => (
  <SignUp path="/sign-up" routing="path" signInUrl="/sign-in" {...(invited && { afterSignUpUrl: '/welcome' })} />
)

export default SignUpPage
