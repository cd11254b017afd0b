export { accountsById, loadAccounts, storeAccounts, storeTransfers } from './ledger.ts';
export { myPoints } from './my-points.ts';
export { earningRuleOf } from './earning-rules.ts';
export { previewCheckIn } from './check-ins.ts';
export { pointsRoutes } from './routes.ts';
export { isStaffPair, loadStaff } from './staff.ts';
