export { merchantByNumber, merchantSummary, type MerchantRow, MERCHANT_COLUMNS, numberOfMerchant } from './merchants.ts';
export { directoryRoutes } from './routes.ts';
