export { type AskedCheckIn, type CheckInNo, previewCheckIn } from './check-ins.ts';
export {
  accountsById,
  inLockOrder,
  loadAccounts,
  numbersById,
  storeAccounts,
  storeTransfers,
} from './ledger.ts';
export { merchantPresence } from './presence.ts';
export { payRewards } from './rewards.ts';
export { pointsRoutes } from './routes.ts';
export { loadStaff } from './staff.ts';
