export * from '../../../edge.js';
