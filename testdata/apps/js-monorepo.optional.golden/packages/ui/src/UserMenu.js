import { SignedIn, SignedOut, UserButton } from '@crumb/auth';
import { Button } from './Button';

export const UserMenu = ({ onSignIn, ...buttonProps }) => (
	<>
		<SignedIn>
			<UserButton
				userProfileUrl="/user"
				signInUrl="/sign-in"
				afterSignOutAllUrl="/"
				// afterSignOutOne="/switch"
			/>
		</SignedIn>
		<SignedOut>
			<Button kind="primary" onClick={onSignIn} {...buttonProps}>
				Sign in
			</Button>
		</SignedOut>
	</>
);
