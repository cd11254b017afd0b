export { noteOverdueShifts, OVERDUE_SHIFTS_JOB } from './overdue.ts';
export { type PlaqueFound, plaqueScanned } from './plaque-scanned.ts';
export { REMINDERS_JOB, remindOfShifts } from './reminders.ts';
export { dutyRoutes } from './routes.ts';
