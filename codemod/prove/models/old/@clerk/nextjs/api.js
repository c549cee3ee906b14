export { default } from '../clerk-sdk-node.js';
export * from '../clerk-sdk-node.js';
