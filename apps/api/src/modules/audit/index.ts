export { canonicalJson, type Json } from './canonical-json.ts';
export { checkAudit } from './check-audit.ts';
export type { AuditAct } from './entry.ts';
export { record } from './record.ts';
