import { SignUp } from "@clerk/nextjs";
import { routes } from "@/lib/routes";
import styles from "@/styles/Auth.module.css";

const SignUpPage = () => (
  <div className={styles.centered}>
    <SignUp
      path="/sign-up"
      routing="path"
      signInUrl={routes.signIn}
      // afterSignUp="/welcome" until the tour is written
      afterSignUpUrl={routes.plots}
    />
  </div>
);

export default SignUpPage;
