import * as Auth from '@crumb/auth';

const hours = [
	[5, 'Good morning'],
	[12, 'Good day'],
	[18, 'Good evening'],
];

export function Greeting({ at = new Date() }) {
	const { isLoaded, isSignedIn, user: me } = Auth.useUser();
	const [, words] = [...hours].reverse().find(([hour]) => at.getHours() >= hour) || [0, 'Still up'];

	return (
		<p>
			{words}, {me?.firstName}
		</p>
	);
}
