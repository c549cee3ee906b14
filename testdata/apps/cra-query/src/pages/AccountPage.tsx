import { UserProfile } from '@clerk/clerk-react';
import AddEmail from '../components/AddEmail';
import { ProfileHeader } from '../components/ProfileHeader';
import SessionList from '../components/SessionList';
import { paths } from '../lib/paths';

const AccountPage = () => (
  <main>
    <ProfileHeader />
    <AddEmail />
    <SessionList />
    <UserProfile path={paths.account} routing="path" only="security" hideNavigation={true} />
  </main>
);

export default AccountPage;
