import { Route, Routes } from 'react-router-dom';
import { RedirectToSignIn, SignedIn, SignedOut } from '~/auth';
import { TopBar } from '~/components/TopBar';
import { Bakers } from '~/pages/Bakers';
import { Invoices } from '~/pages/Invoices';
import { Rounds } from '~/pages/Rounds';

export function App() {
  return (
    <>
      <SignedIn>
        <TopBar />
        <Routes>
          <Route path="/" element={<Rounds />} />
          <Route path="/bakers" element={<Bakers />} />
          <Route path="/invoices" element={<Invoices />} />
        </Routes>
      </SignedIn>
      <SignedOut>
        <RedirectToSignIn />
      </SignedOut>
    </>
  );
}
