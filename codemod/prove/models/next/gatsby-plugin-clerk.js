// The beta has no release of this package; it handed on clerk-react before.
export * from './sdk.js';
