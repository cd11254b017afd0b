import type { Pool } from 'pg';
import type { CodeBook } from '../codes/index.ts';
import { rosterRoutes } from './roster-routes.ts';
import { shiftRoutes } from './shift-routes.ts';
import { swapRoutes } from './swap-routes.ts';

export const dutyRoutes = (parts: { pool: Pool; codes: CodeBook; publicOrigin: string }) => ({
  ...rosterRoutes(parts),
  ...shiftRoutes(parts),
  ...swapRoutes(parts),
});
