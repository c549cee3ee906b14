// The Clerk object alone, for modules that take it from the global scope.

import './sdk.js';
