import { DatabaseError } from 'pg';

/**
 * Whether a failure says that the database could not be reached or did not get to it, and nothing about what was
 * asked: the same request may do well a moment later. What it had begun is either whole in the database or not
 * at all.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseError) return AWAY_STATES.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return AWAY_CODES.test(code) || AWAY_WORDS.test(error.message) || isDatabaseAway(error.cause);
}

/**
 * Lost connections (08), no connection or memory left (53), a statement that took too long or was cut off by whoever
 * looks after the server (57), a transaction that lay idle too long (25P03).
 */
const AWAY_STATES = /^(08...|53[0123]00|57014|57P0[1-5]|25P0[34])$/;

const AWAY_CODES = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** Of pg and pg-pool, whose own errors carry no code. */
const AWAY_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered a connection error) and is not queryable)/;
