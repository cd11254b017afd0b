export { BALLOTS_JOB, bringOnDue } from './bring-on.ts';
export { LAST_DAY_JOB, remindOnLastDay } from './last-day.ts';
export { ballotRoutes } from './routes.ts';
export { createSeal, type Seal } from './seal.ts';
export { SWEEP_BALLOTS_JOB, sweepBallots } from './sweep-ballots.ts';
