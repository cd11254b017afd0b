export type { Json } from './canonical-json.ts';
export { type AuditFindings, checkAudit } from './check-audit.ts';
export type { AuditAct } from './entry.ts';
export { record } from './record.ts';
