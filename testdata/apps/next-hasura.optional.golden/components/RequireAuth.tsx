import type { ReactNode } from "react";
import { RedirectToSignIn, SignedIn, SignedOut } from "@clerk/nextjs";

export const RequireAuth = ({ children }: { children: ReactNode }) => (
  <>
    <SignedIn>{children}</SignedIn>
    <SignedOut>
      <RedirectToSignIn />
    </SignedOut>
  </>
);
