export { default } from '../../server.js';
export * from '../../server.js';
