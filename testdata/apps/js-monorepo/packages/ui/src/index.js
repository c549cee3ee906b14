export { Button } from './Button';
export { Card } from './Card';
export { Greeting } from './Greeting';
export { UserMenu } from './UserMenu';
