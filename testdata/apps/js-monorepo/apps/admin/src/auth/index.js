// The one door to Clerk in this app.
export { ClerkLoading, RedirectToSignIn, SignedIn, SignedOut, UserButton, useUser } from '@clerk/clerk-react';
export { default as useSession } from '@crumb/auth/session';
