export { disableAccount, enableAccount } from './accounts.ts';
export { listPersonas } from './demo-personas.ts';
export { residentTail } from './resident-tail.ts';
export { roleHolders } from './role-holders.ts';
export { identityRoutes } from './routes.ts';
