import type { ClientBase, Pool } from 'pg';
import { forgetOrigin, originOf } from './query-origin.ts';

export interface SlowQuery {
  /** On whose behalf it ran: `POST /v1/redemptions`, `job give-back-lapsed-holds`, `none`. */
  route: string;
  /** The name of the prepared statement, else the beginning of its text; never the values. */
  statement: string;
  durationMs: number;
}

/** Queries that take longer than `slowMs` are told, whether they succeed or fail. */
export interface SlowQueryWatch {
  slowMs: number;
  onSlow(query: SlowQuery): void;
}

/**
 * Watches every connection of a pool. A query counts from when the connection was free for it: what waited
 * in the pipeline behind a slow one was not slow itself.
 */
export function watchSlowQueries(pool: Pool, watch: SlowQueryWatch): void {
  pool.on('connect', (client) => watchClient(client, watch));
  pool.on('release', (_error, client) => forgetOrigin(client));
}

type Query = (...given: unknown[]) => unknown;

function watchClient(client: ClientBase, { slowMs, onSlow }: SlowQueryWatch): void {
  const send = client.query.bind(client) as Query;
  let freeAtMs = 0;

  const timed: Query = (...given) => {
    const route = originOf(client) ?? 'none';
    const sentAtMs = performance.now();
    const ended = () => {
      const endedAtMs = performance.now();
      const durationMs = endedAtMs - Math.max(sentAtMs, freeAtMs);
      freeAtMs = endedAtMs;
      if (durationMs < slowMs) return;
      onSlow({ route, statement: statementOf(given[0]), durationMs });
    };
    // The pool calls back, everybody else waits for a promise.
    const callback = given.at(-1);
    if (typeof callback === 'function') {
      return send(...given.slice(0, -1), (...answer: unknown[]) => {
        ended();
        callback(...answer);
      });
    }
    const answer = send(...given);
    if (!(answer instanceof Promise)) return answer;
    return answer.then(
      (result) => {
        ended();
        return result;
      },
      (error: unknown) => {
        ended();
        throw error;
      },
    );
  };
  client.query = timed as ClientBase['query'];
}

const STATEMENT_CHARACTERS_MAX = 120;

function statementOf(asked: unknown): string {
  const { name, text } = (typeof asked === 'string' ? { text: asked } : asked) as {
    name?: string;
    text?: string;
  };
  return name ?? (text ?? '').replace(/\s+/g, ' ').trim().slice(0, STATEMENT_CHARACTERS_MAX);
}
