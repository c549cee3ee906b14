import { SignIn } from "@clerk/nextjs";
import { signUpURL } from "@/lib/routes";
import styles from "@/styles/Auth.module.css";

const SignInPage = () => (
  <div className={styles.centered}>
    <SignIn path="/sign-in" routing="path" signUpUrl={signUpURL} afterSignInUrl="/plots" />
  </div>
);

export default SignInPage;
