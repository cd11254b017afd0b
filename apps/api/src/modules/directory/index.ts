export {
  findMerchant,
  MERCHANT_COLUMNS,
  type MerchantRow,
  merchantByNumber,
  merchantSummary,
  numberOfMerchant,
} from './merchants.ts';
export { directoryRoutes } from './routes.ts';
