export * from '../sdk.js';
