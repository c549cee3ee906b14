import { SignedIn, SignedOut, UserButton } from '@crumb/auth';
import { Button } from './Button';

export const UserMenu = ({ onSignIn, ...buttonProps }) => (
	<>
		<SignedIn>
			<UserButton
				userProfileURL="/user"
				signInURL="/sign-in"
				afterSignOutAll="/"
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
