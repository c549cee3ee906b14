export * from '../clerk-sdk-node.js';
