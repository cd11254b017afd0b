import { codeStepAt } from '@shangju/rules';
import { ACCESS_TOKEN_SECONDS, accessTokens } from '../src/http/access-tokens.ts';
import { codeBook } from '../src/modules/codes/index.ts';
import { must } from '../src/must.ts';
import type { Act } from './load-plan.ts';
import { CODE_KEY, JWT_SECRET, ORIGIN } from './secrets.ts';
import { streetId } from './street-ids.ts';

/** Bytes of requests. What it returned for a connection is good until the next for the same one. */
export interface PreparedRequests {
  /** @param number of the request in all runs: makes its key */
  next(connection: number, number: number): Buffer;
}

/**
 * Everything that costs time is made before: tokens, codes and the text around them. Sending one then means
 * copying some hundred bytes. A connection has residents of its own, so nobody waits for himself.
 */
export function prepareRequests(act: Act, connections: number): PreparedRequests {
  switch (act.kind) {
    case 'redeem':
      return redemptions(act, connections);
    case 'check-in':
      return checkIns(act, connections);
    case 'cast':
      return casts(act, connections);
    case 'read':
      return reads(act, connections);
  }
}

/** A token is ready for this many; a larger street is asked through as many of its residents. */
const CALLERS_MAX = 100_000;

function redemptions(
  { residents, merchants, oneMerchant }: Act & { kind: 'redeem' },
  connections: number,
): PreparedRequests {
  const callers = prepareTokens('resident', residents);
  const shops = liveCodes(oneMerchant ? 1 : merchants);
  const bodyOf = (shop: number) =>
    JSON.stringify({ offerId: streetId('offer', shop), merchantCode: shops.codeOf(shop) });
  const forms = requestForms('POST /v1/redemptions', callers.bytes, bodyOf(1), connections);
  const each = Math.floor(callers.count / connections);
  return {
    next(connection, number) {
      const caller = connection + connections * Math.floor(Math.random() * each);
      const shop = 1 + Math.floor(Math.random() * (oneMerchant ? 1 : merchants));
      return forms.fill(connection, callers.tokenOf(caller), number, bodyOf(shop));
    },
  };
}

function checkIns(
  { residents, merchants }: Act & { kind: 'check-in' },
  connections: number,
): PreparedRequests {
  const callers = prepareTokens('resident', residents);
  const half = Math.floor(merchants / 2);
  const shops = liveCodes(half);
  const bodyOf = (shop: number) => JSON.stringify({ code: shops.codeOf(shop) });
  const forms = requestForms('POST /v1/check-ins', callers.bytes, bodyOf(1), connections);
  return {
    next(connection, number) {
      // As in yardsticks/check-in.sql.
      const caller = (number * STRIDE) % callers.count;
      const shop = 1 + ((Math.floor(number / callers.count) + caller) % half);
      return forms.fill(connection, callers.tokenOf(caller), number, bodyOf(shop));
    },
  };
}

const STRIDE = 104_729;

function casts({ ballotId, units }: Act & { kind: 'cast' }, connections: number): PreparedRequests {
  const callers = prepareTokens('resident', units);
  const bodyOf = (caller: number) =>
    JSON.stringify({ unitId: streetId('household', 1 + caller), choices: [caller % 3] });
  const forms = requestForms(`POST /v1/ballots/${ballotId}/votes`, callers.bytes, bodyOf(0), connections);
  let caller = 0;
  return {
    next(connection, number) {
      const mine = caller++ % callers.count;
      return forms.fill(connection, callers.tokenOf(mine), number, bodyOf(mine));
    },
  };
}

function reads(
  { path, callers: { as, count } }: Act & { kind: 'read' },
  connections: number,
): PreparedRequests {
  const callers = prepareTokens(as, count);
  const forms = requestForms(`GET ${path}`, callers.bytes, undefined, connections);
  return {
    next(connection, number) {
      return forms.fill(connection, callers.tokenOf(Math.floor(Math.random() * callers.count)), number, '');
    },
  };
}

interface Callers {
  count: number;
  /** Of each token. */
  bytes: number;
  /** @param caller from 0 */
  tokenOf(caller: number): Buffer;
}

function prepareTokens(as: 'resident' | 'staff', people: number): Callers {
  const known = prepared.get(`${as} ${people}`);
  if (known && Date.now() < known.goodUntilMs) return known.callers;
  const goodUntilMs = Date.now() + (ACCESS_TOKEN_SECONDS * 1000) / 2;
  const callers = issueTokens(as, people);
  prepared.set(`${as} ${people}`, { callers, goodUntilMs });
  return callers;
}

/** From one run to the next, for as long as they last for certain. */
const prepared = new Map<string, { callers: Callers; goodUntilMs: number }>();

function issueTokens(as: 'resident' | 'staff', people: number): Callers {
  const count = Math.min(people, CALLERS_MAX);
  const step = Math.floor(people / count);
  const tokens = accessTokens(JWT_SECRET);
  const session = as === 'resident' ? 'session' : 'staffSession';
  const texts = Array.from({ length: count }, (_, caller) => {
    const n = 1 + caller * step;
    return tokens.issue({ personId: streetId(as, n), sessionId: streetId(session, n) });
  });
  const bytes = must(texts[0]).length;
  // All are of one length; in one piece of memory they cost no more than their letters.
  const letters = Buffer.from(texts.join(''), 'latin1');
  return { count, bytes, tokenOf: (caller) => letters.subarray(caller * bytes, (caller + 1) * bytes) };
}

/** The code that each shop shows now, made when it is first asked for. */
function liveCodes(shops: number): { codeOf(shop: number): string } {
  const book = codeBook({ origin: ORIGIN, keys: [CODE_KEY] });
  const shown = Array.from({ length: shops + 1 }, () => ({ step: -1, code: '' }));
  return {
    codeOf(shop) {
      const now = new Date();
      const screen = must(shown[shop]);
      const step = codeStepAt(now);
      if (screen.step !== step) Object.assign(screen, { step, code: book.turning('merchant', shop, now) });
      return screen.code;
    },
  };
}

/** One form for each connection, whose gaps are filled for each request; all fillings are of one length. */
function requestForms(
  endpoint: string,
  tokenBytes: number,
  body: string | undefined,
  connections: number,
): { fill(connection: number, token: Buffer, number: number, body: string): Buffer } {
  const head = `${endpoint} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer `;
  const toKey = '\r\nidempotency-key: bench-';
  const toBody = `\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body ?? '')}\r\n\r\n`;
  const text =
    body === undefined
      ? `${head}${' '.repeat(tokenBytes)}\r\n\r\n`
      : `${head}${' '.repeat(tokenBytes)}${toKey}${FIRST_KEY}${toBody}${body}`;
  const tokenAt = head.length;
  const keyAt = tokenAt + tokenBytes + toKey.length;
  const bodyAt = keyAt + String(FIRST_KEY).length + toBody.length;
  const forms = Array.from({ length: connections }, () => Buffer.from(text, 'latin1'));
  return {
    fill(connection, token, number, filling) {
      const form = must(forms[connection]);
      token.copy(form, tokenAt);
      if (body !== undefined) {
        form.write(String(FIRST_KEY + number), keyAt, 'latin1');
        form.write(filling, bodyAt, 'latin1');
      }
      return form;
    },
  };
}

/** So that all keys have sixteen digits. */
const FIRST_KEY = 1_000_000_000_000_000;
