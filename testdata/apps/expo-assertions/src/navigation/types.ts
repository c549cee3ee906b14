export type AuthStackParams = {
  SignIn: undefined;
  SignUp: { email: string } | undefined;
  VerifyCode: { email: string };
};

export type TabParams = {
  Hides: undefined;
  Archive: undefined;
  Profile: undefined;
};

export type AppStackParams = {
  Tabs: undefined;
  Count: { hideId: string };
  Settings: undefined;
};
