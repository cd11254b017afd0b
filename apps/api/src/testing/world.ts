import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type {
  BodyOf,
  BudgetPeriod,
  Contracts,
  EndpointKey,
  LimitPeriod,
  OfferStatus,
  ParamsOf,
  QueryOf,
  ResultOf,
  Role,
} from '@shangju/contracts';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { Pool } from 'pg';
import { buildApp } from '../app.ts';
import { checkLedger } from '../check-ledger.ts';
import { createPipelines } from '../db/pipelines.ts';
import { accessTokens } from '../http/access-tokens.ts';
import type { Metrics } from '../http/metrics.ts';
import type { LimitSettings } from '../http/rate-limits.ts';
import { type ArrivalsHub, arrivalsHub } from '../modules/arrivals/index.ts';
import { createSeal, type Seal } from '../modules/ballots/index.ts';
import { codeBook } from '../modules/codes/index.ts';
import { type PictureStorage, pictureDisk, pictureStorage } from '../modules/pictures/index.ts';
import { must } from '../must.ts';
import { newId } from '../new-id.ts';
import { checkAnswer, contractOf, isStream } from './contract-answer.ts';
import { formFor } from './form.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export const JWT_SECRET = 'a secret of the tests, long enough to sign';
/** Any 32 bytes. */
const BALLOT_SIGNING_KEY = Buffer.alloc(32, 7);
export const CODE_KEYS = [{ id: 1, secret: 'another secret of the tests for codes' }];
export const ORIGIN = 'https://street.example';

const NO_LIMITS: LimitSettings = {
  perMinute: { general: 0, 'log-in': 1, scan: 1, redeem: 1, vote: 1 },
  addressFactor: 1,
};

/** A street in a database of its own, with the API over it. Built by naming what matters to a test. */
export interface World extends AsyncDisposable {
  pool: Pool;
  databaseUrl: string;
  app: FastifyInstance;
  /** Another API process on the same database, as far as code can tell. */
  anotherApp(given?: AppGiven): Promise<FastifyInstance>;
  streetId: string;
  communityId: string;
  association(rule?: Partial<EarningRule>): Promise<Association>;
  merchant(given?: { association?: Association; latitude?: number; longitude?: number }): Promise<Merchant>;
  offer(given: OfferGiven): Promise<string>;
  resident(given?: { points?: number; name?: string }): Promise<Person>;
  person(role: Role, placeId: string, name?: string): Promise<Person>;
  /** The same person in a session of its own. */
  inAnotherSession(person: Person): Promise<Person>;
  /**
   * Calls an endpoint; what POST needs as idempotency key is made unless given.
   * @throws when the answer is not one that the contract tells of
   */
  call<K extends EndpointKey>(who: Person | undefined, key: K, options?: CallGiven<K>): Promise<Called<K>>;
  codes: ReturnType<typeof codeBook>;
  /** Seals results of ballots. */
  seal: Seal;
  pictures: PictureStorage;
  /** The folder that they lie in. */
  picturesFolder: string;
  /** The shop's turning code of this moment. */
  liveCode(merchant: Merchant): Promise<string>;
  balance(person: Person): Promise<{ available: number; held: number; earned: number; spent: number }>;
  ledgerDifferences(): Promise<unknown[]>;
}

export interface EarningRule {
  pointsPerCheckIn: number;
  paidCheckInsPerDay: number;
  posterPays: boolean;
  fenceRadiusM: number;
  budgetPoints: number;
  budgetPeriod: BudgetPeriod;
}

export interface Association {
  id: string;
}

export interface Merchant {
  id: string;
  number: number;
  associationId: string;
}

export interface Person {
  id: string;
  token: string;
}

export interface OfferGiven {
  merchant: Merchant;
  pricePoints: number;
  stock?: number;
  limitPerPerson?: number;
  limitPeriod?: LimitPeriod;
  voucherMinutes?: number;
  status?: OfferStatus;
  availableFrom?: string;
  availableUntil?: string;
}

interface AppGiven {
  /** None by default. */
  rateLimits?: LimitSettings;
  demoMode?: boolean;
  logger?: FastifyServerOptions['logger'];
  metrics?: (pool: Pool) => Metrics;
  /** The proxies whose headers are believed. */
  trustProxy?: string;
  /** How often streams show that they are alive. */
  heartbeatMs?: number;
  /** Around what hands arrivals on, to see what is asked of it. */
  arrivalsThrough?: (hub: ArrivalsHub) => ArrivalsHub;
  /** Instead of where pictures lie. */
  picturesThrough?: (storage: PictureStorage) => PictureStorage;
}

type CallGiven<K extends EndpointKey> = {
  params?: ParamsOf<Contracts[K]>;
  query?: QueryOf<Contracts[K]>;
  body?: BodyOf<Contracts[K]>;
  /** The file of the form. */
  upload?: Buffer;
  key?: string | null;
  app?: FastifyInstance;
};

interface Called<K extends EndpointKey> {
  status: number;
  /** The good answer; read it after looking at the status. */
  body: ResultOf<Contracts[K]>;
  /** The good answer, where it is a file. */
  file: Buffer;
  headers: Record<string, unknown>;
  /** The problem's code, where it was refused. */
  code: string | undefined;
  problem: Record<string, unknown>;
}

/** @param database where there is no run of tests whose server it could be on */
export async function createWorld(usual: AppGiven = {}, database?: TestDatabase): Promise<World> {
  return worldOn(database ?? (await createTestDatabase()), usual);
}

async function worldOn(database: TestDatabase, usual: AppGiven): Promise<World> {
  const { pool } = database;
  const codes = codeBook({ origin: ORIGIN, keys: CODE_KEYS });
  const seal = createSeal(BALLOT_SIGNING_KEY);
  const ends: (() => Promise<unknown>)[] = [];
  const picturesFolder = await mkdtemp(path.join(tmpdir(), 'shangju-pictures-'));
  const pictures = pictureStorage(await pictureDisk({ kind: 'folder', folder: picturesFolder }));

  const anotherApp = async (given: AppGiven = {}) => {
    const {
      rateLimits = NO_LIMITS,
      demoMode = true,
      logger = false,
      metrics,
      trustProxy = false,
      heartbeatMs,
      arrivalsThrough,
      picturesThrough,
    } = { ...usual, ...given };
    const pipelines = createPipelines({ url: database.url });
    const arrivals = arrivalsHub({ connectionString: database.url }, () => {});
    const app = await buildApp({
      config: {
        codeKeys: CODE_KEYS,
        demoMode,
        h5Dir: '/nowhere',
        jwtSecret: JWT_SECRET,
        publicOrigin: ORIGIN,
        rateLimits,
        slowQueryMs: 0,
        trustProxy,
      },
      pool,
      pipelines,
      arrivals: arrivalsThrough?.(arrivals) ?? arrivals,
      pictures: picturesThrough?.(pictures) ?? pictures,
      seal,
      pendingMigrations: async () => [],
      logger,
      ...(metrics ? { metrics: metrics(pool) } : {}),
      ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
      // A machine that is busy with other tests is no reason to turn anybody away.
      shedsLoad: false,
    });
    ends.push(
      () => arrivals.close(),
      () => app.close(),
      () => pipelines.end(),
    );
    return app;
  };
  const app = await anotherApp();
  const build = await beginStreet(pool);

  return {
    pool,
    databaseUrl: database.url,
    app,
    anotherApp,
    codes,
    pictures,
    picturesFolder,
    seal,
    ...build,
    call: (who, key, options) => call(options?.app ?? app, who, key, options ?? {}),
    async liveCode(merchant) {
      const { rows } = await pool.query<{ now: Date }>('select street_now() as now');
      return codes.turning('merchant', merchant.number, must(rows[0]).now);
    },
    async balance({ id }) {
      const { rows } = await pool.query('select available, held, earned, spent from accounts where id = $1', [
        id,
      ]);
      return rows[0];
    },
    ledgerDifferences: async () => (await checkLedger(pool)).differences,
    async [Symbol.asyncDispose]() {
      for (const end of ends) await end();
      await database.close();
      await rm(picturesFolder, { recursive: true });
    },
  };
}

async function call<K extends EndpointKey>(
  app: FastifyInstance,
  who: Person | undefined,
  endpoint: K,
  { params, query, body, upload, key }: CallGiven<K>,
): Promise<Called<K>> {
  const [method, template] = endpoint.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH', string];
  const values = (params ?? {}) as Record<string, string>;
  const form = upload && (await formFor(contractOf(endpoint), upload));
  const response = await app.inject({
    payloadAsStream: isStream(endpoint),
    method,
    url: template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
    query: (query ?? {}) as Record<string, string>,
    headers: {
      ...(who ? { authorization: `Bearer ${who.token}` } : {}),
      ...(method === 'POST' && key !== null ? { 'idempotency-key': key ?? randomUUID() } : {}),
      ...form?.headers,
    },
    ...(body === undefined ? {} : { payload: body as object }),
    ...(form ? { payload: form.payload } : {}),
  });
  const { statusCode: status, headers } = response;
  const contentType = headers['content-type']?.toString();
  const content = isStream(endpoint) ? await restOf(response.stream(), contentType) : response.body;
  const answer = contentType?.includes('json') ? JSON.parse(content) : undefined;
  checkAnswer(endpoint, { status, contentType, body: answer });
  const file = isStream(endpoint) ? Buffer.alloc(0) : response.rawPayload;
  return { status, body: answer, file, headers, code: answer?.code, problem: answer ?? {} };
}

/** A stream of events is left at once; a refusal is read. */
async function restOf(stream: Readable, contentType: string | undefined): Promise<string> {
  if (!contentType?.startsWith('text/event-stream')) return text(stream);
  stream.destroy();
  return '';
}

/** Makes a street and hands out what builds on it. */
async function beginStreet(pool: Pool) {
  const streetId = newId();
  const communityId = newId();
  const granterId = newId();
  const counters = { association: 0, merchant: 0 };
  await pool.query('insert into streets (id, name) values ($1, $2)', [streetId, '测试街道']);
  await pool.query('insert into communities (id, street_id, name) values ($1, $2, $3)', [
    communityId,
    streetId,
    '文化宫社区',
  ]);
  await pool.query('insert into persons (id, name) values ($1, $2)', [granterId, '发分人']);
  await pool.query(`insert into accounts (id, kind) values ($1, 'resident'), ($2, 'street')`, [
    granterId,
    streetId,
  ]);

  const association: World['association'] = async (rule = {}) => {
    const id = newId();
    const number = ++counters.association;
    await pool.query(
      'insert into associations (id, number, community_id, name, short_name) values ($1, $2, $3, $4, $4)',
      [id, number, communityId, `测试商会${number}`],
    );
    await pool.query(`insert into accounts (id, kind) values ($1, 'pool')`, [id]);
    await pool.query(
      `insert into earning_rules (association_id, points_per_check_in, paid_check_ins_per_day, poster_pays,
        fence_radius_m, budget_points, budget_period, updated_at) values ($1, $2, $3, $4, $5, $6, $7, street_now())`,
      [
        id,
        rule.pointsPerCheckIn ?? 8,
        rule.paidCheckInsPerDay ?? 5,
        rule.posterPays ?? false,
        rule.fenceRadiusM ?? 100,
        rule.budgetPoints ?? 1_000_000,
        rule.budgetPeriod ?? 'month',
      ],
    );
    return { id };
  };

  let usual: Association | undefined;
  const usualAssociation = async () => {
    usual ??= await association();
    return usual;
  };

  const merchant: World['merchant'] = async (given = {}) => {
    const { id: associationId } = given.association ?? (await usualAssociation());
    const id = newId();
    const number = ++counters.merchant;
    await pool.query(
      `insert into merchants (id, number, association_id, name, category, lane, address, intro, open_hours, latitude, longitude)
        values ($1, $2, $3, $4, '小吃', '鱼巷', '鱼巷 1 号', '一家小店', '07:00–20:00', $5, $6)`,
      [id, number, associationId, `测试小店${number}`, given.latitude ?? null, given.longitude ?? null],
    );
    await pool.query(`insert into accounts (id, kind) values ($1, 'merchant')`, [id]);
    return { id, number, associationId };
  };

  const inAnotherSession = async ({ id }: Pick<Person, 'id'>): Promise<Person> => {
    const sessionId = newId();
    await pool.query('insert into sessions (id, person_id, started_at) values ($1, $2, street_now())', [
      sessionId,
      id,
    ]);
    return { id, token: accessTokens(JWT_SECRET).issue({ personId: id, sessionId }) };
  };

  const anybody = async (name: string): Promise<Person> => {
    const id = newId();
    await pool.query('insert into persons (id, name) values ($1, $2)', [id, name]);
    await pool.query(`insert into accounts (id, kind) values ($1, 'resident')`, [id]);
    return inAnotherSession({ id });
  };

  const person: World['person'] = async (role, placeId, name = '某某') => {
    const someone = await anybody(name);
    await pool.query('insert into role_grants (person_id, role, place_id) values ($1, $2, $3)', [
      someone.id,
      role,
      placeId,
    ]);
    return someone;
  };

  /** As a grant by hand, so that the ledger knows where the points came from. */
  const give = async (personId: string, points: number) => {
    const { id: associationId } = await usualAssociation();
    const grantId = newId();
    await pool.query(
      `insert into grants (id, association_id, person_id, points, reason, granted_by, at)
        values ($1, $2, $3, $4, '见面礼', $5, street_now())`,
      [grantId, associationId, personId, points, granterId],
    );
    await pool.query(
      `insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
        values ($1, $2, $3, $4, 'grant', $5, $3, street_now())`,
      [newId(), associationId, personId, points, grantId],
    );
    await pool.query('update accounts set available = available + $2, earned = earned + $2 where id = $1', [
      personId,
      points,
    ]);
    await pool.query(
      `insert into issuing_budgets as b (association_id, period_start, limit_points, issued)
        values ($1, '2000-01-01', 1000000000, $2)
        on conflict (association_id, period_start) do update set issued = b.issued + excluded.issued`,
      [associationId, points],
    );
  };

  const resident: World['resident'] = async ({ points = 0, name } = {}) => {
    const someone = await person('resident', communityId, name);
    if (points > 0) await give(someone.id, points);
    return someone;
  };

  const offer: World['offer'] = async (given) => {
    const id = newId();
    await pool.query(
      `insert into offers (id, merchant_id, association_id, title, description, price_points, stock_total, stock_left,
          limit_per_person, limit_period, voucher_minutes, status, available_from, available_until, updated_at)
        values ($1, $2, $3, '重庆小面抵 5 元', '', $4, $5, $5, $6, $7, $8, $9, $10, $11, street_now())`,
      [
        id,
        given.merchant.id,
        given.merchant.associationId,
        given.pricePoints,
        given.stock ?? null,
        given.limitPerPerson ?? null,
        given.limitPeriod ?? 'ever',
        given.voucherMinutes ?? 30,
        given.status ?? 'approved',
        given.availableFrom ?? null,
        given.availableUntil ?? null,
      ],
    );
    return id;
  };

  return { streetId, communityId, association, merchant, offer, resident, person, inAnotherSession };
}
