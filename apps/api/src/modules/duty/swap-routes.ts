import type { Pool, PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import type { Handlers } from '../../http/handler.ts';
import { must } from '../../must.ts';
import { actOnSwap } from './act-on-swap.ts';
import { askSwap } from './ask-swap.ts';
import { listMySwaps } from './list-swaps.ts';
import { shopsOf } from './shift-readers.ts';
import { findSwap, presentSwaps, type SwapRow } from './swap-row.ts';

type SwapHandlers = Pick<
  Handlers,
  | 'POST /v1/shifts/{shiftId}/swaps'
  | 'GET /v1/me/swaps'
  | 'POST /v1/swaps/{swapId}/accept'
  | 'POST /v1/swaps/{swapId}/decline'
  | 'POST /v1/swaps/{swapId}/withdraw'
  | 'POST /v1/swaps/{swapId}/approve'
  | 'POST /v1/swaps/{swapId}/reject'
>;

/** Shifts that change hands between shops. */
export function swapRoutes({ pool }: { pool: Pool }): SwapHandlers {
  return {
    'POST /v1/shifts/{shiftId}/swaps': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const { merchantId, reason } = body;
        const asked = {
          ...params,
          merchantId,
          reason,
          personId: caller.personId,
          merchantIds: shopsOf(caller),
        };
        const outcome = await askSwap(tx, asked);
        if (!outcome.ok) return refuse(outcome.code);
        return { status: 201, body: await present(tx, outcome.swap, caller) };
      }),

    'GET /v1/me/swaps': async ({ query, caller }) => ({
      status: 200,
      body: await listMySwaps(pool, query, caller),
    }),

    'POST /v1/swaps/{swapId}/accept': async ({ params, body, caller, change, refuse }) => {
      if (!(await findSwap(pool, params.swapId))) return refuse('not-found');
      const { merchantId, inReturnShiftId = null } = body;
      if (!shopsOf(caller).includes(merchantId)) return refuse('forbidden');
      return change.once(async (tx) => {
        const act = { act: 'accept', merchantId, inReturnShiftId } as const;
        const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
        if (!outcome.ok) return refuse(outcome.code);
        return { status: 200, body: await present(tx, outcome.swap, caller) };
      });
    },

    'POST /v1/swaps/{swapId}/decline': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const act = { act: 'decline', merchantIds: shopsOf(caller) } as const;
        const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
        if (!outcome.ok) return refuse(onlyOfItself(outcome.code));
        return { status: 200, body: await present(tx, outcome.swap, caller) };
      }),

    'POST /v1/swaps/{swapId}/withdraw': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const act = { act: 'withdraw' } as const;
        const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
        if (!outcome.ok) return refuse(onlyOfItself(outcome.code));
        return { status: 200, body: await present(tx, outcome.swap, caller) };
      }),

    'POST /v1/swaps/{swapId}/approve': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const act = { act: 'approve' } as const;
        const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
        if (!outcome.ok) {
          const { code } = outcome;
          return refuse(code === 'shift-state-conflict' ? code : onlyOfItself(code));
        }
        return { status: 200, body: await present(tx, outcome.swap, caller) };
      }),

    'POST /v1/swaps/{swapId}/reject': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const act = { act: 'reject' } as const;
        const { reason } = body;
        const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId, reason });
        if (!outcome.ok) return refuse(onlyOfItself(outcome.code));
        return { status: 200, body: await present(tx, outcome.swap, caller) };
      }),
  };
}

const present = async (tx: PoolClient, swap: SwapRow, caller: Caller) =>
  must((await presentSwaps(tx, [swap], caller))[0]);

/** Acts that move no shift are refused for what the swap is, never for what a shift is. */
function onlyOfItself(
  code: (Awaited<ReturnType<typeof actOnSwap>> & { ok: false })['code'],
): 'swap-state-conflict' | 'forbidden' | 'not-found' {
  switch (code) {
    case 'forbidden':
    case 'not-found':
    case 'swap-state-conflict':
      return code;
    default:
      throw new Error(`a swap that stays as it is was refused with ${code}`);
  }
}
