import { type Static, Type } from 'typebox';
import { Points } from '../schema.ts';

/** What a person can spend, and what is held for vouchers, after the act. */
export const Balance = Type.Object({ available: Points, held: Points });
export type Balance = Static<typeof Balance>;
