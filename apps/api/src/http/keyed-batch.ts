import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { inTwoFlights } from '../db/pipelines.ts';
import { gather, type OnBatch } from './gather.ts';
import { type Answer, type Change, storedBody } from './idempotency.ts';
import { Refusal } from './problem.ts';

/** What was decided for one request: an answer with its change, or a refusal that changed nothing. */
export type Decided<Reply extends Answer, No> = { ok: true; reply: Reply } | { ok: false; refusal: No };

interface Asked<Request> {
  change: Change;
  request: Request;
}

interface BatchParts<Request, Loaded, Reply extends Answer, No> {
  /** What is done, for who looks on. */
  name: string;
  onBatch: OnBatch | undefined;
  pipelines: Pool;
  /** Sends the queries that load, under lock and in a fixed order, what the requests need. */
  load(tx: PoolClient, asked: readonly Asked<Request>[]): Promise<Loaded>;
  /** Decides each in order; `store` sends what changes. Pure but for ids. */
  decide(
    loaded: Loaded,
    asked: readonly Asked<Request>[],
  ): { decided: Decided<Reply, No>[]; store(tx: PoolClient): Promise<unknown>[] };
}

/**
 * Load, decide, store for requests that arrive together: they share one transaction, in which each
 * one's idempotency key is stored beside what it changed. A lone request waits for nobody. When a
 * shared transaction fails, each of its requests is tried by itself, so that none harms another; a
 * commit whose answer was lost is found again by its key.
 */
export function keyedBatch<Request, Loaded, Reply extends Answer, No>(
  parts: BatchParts<Request, Loaded, Reply, No>,
): (change: Change, request: Request) => Promise<Decided<Reply, No>> {
  const run = (asked: Asked<Request>[]) => runTogether(parts, asked);
  const runAll = async (asked: Asked<Request>[]): Promise<(Decided<Reply, No> | Failure)[]> => {
    try {
      return await run(asked);
    } catch (error) {
      if (asked.length === 1 && !mayBeTriedAgain(error)) throw error;
      return oneByOne(run, asked);
    }
  };
  const answer = gather(runAll, parts);
  return async (change, request) => {
    const decided = await answer({ change, request });
    if ('error' in decided) throw decided.error;
    return decided;
  };
}

interface Failure {
  error: unknown;
}

async function oneByOne<Request, Reply extends Answer, No>(
  run: (asked: Asked<Request>[]) => Promise<(Decided<Reply, No> | Failure)[]>,
  asked: Asked<Request>[],
): Promise<(Decided<Reply, No> | Failure)[]> {
  const answers: (Decided<Reply, No> | Failure)[] = [];
  for (const one of asked) {
    answers.push(...(await run([one]).catch((error: unknown) => [{ error }])));
  }
  return answers;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
/** Of a key that another act stored in the meantime: the next look finds it. */
const UNIQUE_VIOLATION = '23505';

const PASSING: ReadonlySet<string> = new Set([SERIALIZATION_FAILURE, DEADLOCK_DETECTED, UNIQUE_VIOLATION]);

/** Errors of the database name a cause in the request, but for these; any other is a lost connection. */
function mayBeTriedAgain(error: unknown): boolean {
  if (error instanceof Refusal) return false;
  if (!(error instanceof DatabaseError)) return true;
  return error.code !== undefined && PASSING.has(error.code);
}

function runTogether<Request, Loaded, Reply extends Answer, No>(
  { pipelines, load, decide }: BatchParts<Request, Loaded, Reply, No>,
  asked: Asked<Request>[],
): Promise<(Decided<Reply, No> | Failure)[]> {
  const firsts = firstOfEachKey(asked);
  return inTwoFlights(pipelines, {
    load: async (tx) => {
      const [loaded, earlier] = await Promise.all([load(tx, firsts), loadEarlier(tx, firsts)]);
      return { loaded, earlier };
    },
    store: (tx, { loaded, earlier }) => {
      const fresh = firsts.filter(({ change }) => !earlier.has(nameOf(change)));
      const { decided, store } = decide(loaded, fresh);
      const now = new Map(
        fresh.map(({ change }, index) => [nameOf(change), { change, decided: decided[index] }]),
      );
      const result = asked.map(({ change }): Decided<Reply, No> | Failure => {
        const past = earlier.get(nameOf(change));
        const first = past ?? now.get(nameOf(change))?.change;
        if (first && !first.requestDigest.equals(change.requestDigest)) {
          return { error: new Refusal('idempotency-key-reused', undefined) };
        }
        if (past) return { ok: true, reply: { status: past.status, body: past.body } as Reply };
        return now.get(nameOf(change))?.decided ?? { error: new Error('a request was not decided') };
      });
      const sent = [...store(tx), ...storeKeys(tx, [...now.values()])];
      return { sent, result };
    },
  });
}

const nameOf = ({ personId, key }: { personId: string; key: string }) => `${personId} ${key}`;

/** The same key twice in one batch is one act. */
function firstOfEachKey<Request>(asked: Asked<Request>[]): Asked<Request>[] {
  return [...new Map(asked.toReversed().map((one) => [nameOf(one.change), one])).values()].toReversed();
}

interface EarlierRow {
  person_id: string;
  key: string;
  request_digest: Buffer;
  status: number;
  body: unknown;
}

async function loadEarlier(tx: PoolClient, asked: readonly Asked<unknown>[]) {
  const { rows } = await tx.query<EarlierRow>({
    name: 'earlier-answers',
    text: `
      select k.person_id, k.key, k.request_digest, k.status, k.body
      from unnest($1::uuid[], $2::text[]) as asked (person_id, key)
      cross join lateral (
        select * from idempotency_keys where person_id = asked.person_id and key = asked.key limit 1
      ) k`,
    values: [asked.map(({ change }) => change.personId), asked.map(({ change }) => change.key)],
  });
  return new Map(
    rows.map((row) => [
      nameOf({ personId: row.person_id, key: row.key }),
      { requestDigest: row.request_digest, status: row.status, body: row.body },
    ]),
  );
}

function storeKeys(
  tx: PoolClient,
  requests: { change: Change; decided: Decided<Answer, unknown> | undefined }[],
): Promise<unknown>[] {
  const done = requests.flatMap(({ change, decided }) =>
    decided?.ok ? [{ change, reply: decided.reply }] : [],
  );
  if (done.length === 0) return [];
  return [
    tx.query({
      name: 'store-keys',
      text: `
        insert into idempotency_keys (person_id, key, request_digest, status, body, at)
        select *, street_now() from unnest($1::uuid[], $2::text[], $3::bytea[], $4::int[], $5::jsonb[])`,
      values: [
        done.map(({ change }) => change.personId),
        done.map(({ change }) => change.key),
        done.map(({ change }) => change.requestDigest),
        done.map(({ reply }) => reply.status),
        done.map(({ change, reply }) => JSON.stringify(storedBody(change, reply))),
      ],
    }),
  ];
}
