import clsx from 'clsx';

export const Button = ({ kind = 'plain', className, ...props }) => (
	<button className={clsx('button', `button-${kind}`, className)} {...props} />
);
