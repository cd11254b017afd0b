export { giveBackLapsed, LAPSED_HOLDS_JOB } from './lapse.ts';
export { findRedemptionByNumber } from './redemptions.ts';
export { redemptionRoutes } from './routes.ts';
