export const Card = ({ title, children, afterSignOutAll }) => (
	<section className="card" data-after={afterSignOutAll}>
		<h2>{title}</h2>
		{children}
	</section>
);
