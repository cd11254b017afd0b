export { findOffer } from './offers.ts';
export { offerRoutes } from './routes.ts';
