import { SignUp } from '@clerk/nextjs'

const SignUpPage = ({ invited }) => (
  <SignUp path="/sign-up" routing="path" signInURL="/sign-in" {...(invited && { afterSignUp: '/welcome' })} />
)

export default SignUpPage
