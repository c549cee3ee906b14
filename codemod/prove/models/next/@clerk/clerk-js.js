import { clerk } from '../clerk.js';

/** There is one client in a browser, so there is one Clerk object. */
export default function Clerk() {
  return clerk();
}
