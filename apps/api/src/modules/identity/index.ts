export { listPersonas } from './demo-personas.ts';
export { residentTail } from './resident-tail.ts';
export { identityRoutes } from './routes.ts';
