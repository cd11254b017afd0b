export { residentTail } from './resident-tail.ts';
export { listPersonas } from './demo-personas.ts';
export { identityRoutes } from './routes.ts';
