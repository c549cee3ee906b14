import { clerk } from '../sdk.js';

/** There is one client in a browser, so there is one Clerk object. */
export default function Clerk() {
  return clerk;
}
