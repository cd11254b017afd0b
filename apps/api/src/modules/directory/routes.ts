import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { listAssociations } from './associations.ts';
import { findMerchant, listMerchants } from './merchants.ts';

type DirectoryHandlers = Pick<
  Handlers,
  'GET /v1/associations' | 'GET /v1/merchants' | 'GET /v1/merchants/{merchantId}'
>;

export function directoryRoutes({ pool }: { pool: Pool }): DirectoryHandlers {
  return {
    'GET /v1/associations': async ({ query }) => ({ status: 200, body: await listAssociations(pool, query) }),

    'GET /v1/merchants': async ({ query }) => ({ status: 200, body: await listMerchants(pool, query) }),

    'GET /v1/merchants/{merchantId}': async ({ params, refuse }) => {
      const merchant = await findMerchant(pool, params.merchantId);
      return merchant ? { status: 200, body: merchant } : refuse('not-found');
    },
  };
}
