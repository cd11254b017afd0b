export { findMerchant, merchantByNumber, merchantSummary, numberOfMerchant } from './merchants.ts';
export { directoryRoutes } from './routes.ts';
