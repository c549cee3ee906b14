import { Routes, Route, useNavigate } from 'react-router-dom';
import {
  AuthenticateWithRedirectCallback,
  ClerkProvider,
  RedirectToSignIn,
  SignedIn,
  SignedOut,
  SignUp,
} from '@clerk/clerk-react';
import Bar from './components/Bar';
import AccountPage from './pages/AccountPage';
import BookingPage from './pages/BookingPage';
import FiringsPage from './pages/FiringsPage';
import InvitationsPage from './pages/InvitationsPage';
import JoinByMail from './pages/JoinByMail';
import MembershipPage from './pages/MembershipPage';
import SignIn from './pages/SignIn';
import VerifyPage from './pages/VerifyPage';
import { paths } from './lib/paths';

export default function App() {
  const navigate = useNavigate();

  return (
    <ClerkProvider
      frontendApi={process.env.REACT_APP_CLERK_FRONTEND_API}
      authVersion={2}
      navigate={(to) => navigate(to)}
    >
      <Bar />
      <Routes>
        <Route path={paths.signIn} element={<SignIn signUpURL={paths.signUp} />} />
        <Route
          path={`${paths.signUp}/*`}
          element={
            <SignUp
              path={paths.signUp}
              routing="path"
              signInUrl={paths.signIn}
              afterSignUpUrl={paths.firings}
            />
          }
        />
        <Route path={paths.ssoCallback} element={<AuthenticateWithRedirectCallback />} />
        <Route path={paths.verify} element={<VerifyPage />} />
        <Route path={paths.join} element={<JoinByMail />} />
        <Route
          path="*"
          element={
            <>
              <SignedIn>
                <Routes>
                  <Route path={paths.firings} element={<FiringsPage />} />
                  <Route path={`${paths.book}/:firingId`} element={<BookingPage />} />
                  <Route path={paths.invitations} element={<InvitationsPage />} />
                  <Route path={paths.account} element={<AccountPage />} />
                  <Route path={paths.membership} element={<MembershipPage />} />
                </Routes>
              </SignedIn>
              <SignedOut>
                <RedirectToSignIn />
              </SignedOut>
            </>
          }
        />
      </Routes>
    </ClerkProvider>
  );
}
