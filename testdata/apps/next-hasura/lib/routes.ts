export const signUpURL = "/sign-up";

export const routes = {
  home: "/",
  signIn: "/sign-in",
  signUp: signUpURL,
  plots: "/plots",
  profile: "/user",
};
