export const paths = {
  firings: '/',
  book: '/book',
  invitations: '/invitations',
  account: '/account',
  membership: '/membership',
  signIn: '/sign-in',
  signUp: '/sign-up',
  ssoCallback: '/sso-callback',
  verify: '/verify',
  join: '/join',
};

/** Clerk wants full URLs in mails. */
export const absolute = (path: string) => window.location.origin + path;
