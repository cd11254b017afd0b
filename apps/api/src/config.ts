import path from 'node:path';
import { apiFolder } from './api-folder.ts';
import type { LimitSettings } from './http/rate-limits.ts';
import type { PicturePlace } from './modules/pictures/index.ts';
import { oneOf, onOff, readSettings, SettingsError, setting, Unfit, wholeNumber } from './settings.ts';
import { type CodeKey, storedSecrets } from './stored-secrets.ts';

export { SettingsError } from './settings.ts';

/** What the process was told, read once at its start. */
export type Config = Readonly<{
  nodeEnv: 'development' | 'test' | 'production';
  host: string;
  /** 0 takes any free port. */
  port: number;
  metricsHost: string;
  /** 0 takes any free port. */
  metricsPort: number;
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  databasePoolSize: number;
  /** Queries that take longer are logged; 0 logs none. */
  slowQueryMs: number;
  /** Absolute. */
  dataDir: string;
  /** Absolute; undefined: the embedded PostgreSQL archives nothing. */
  backupDir: string | undefined;
  /** Scheme, host and port, without a slash at the end. */
  publicOrigin: string;
  demoMode: boolean;
  jwtSecret: string;
  /** The first signs, all are accepted. */
  codeKeys: readonly CodeKey[];
  /** The 32 bytes of an Ed25519 private key (RFC 8032) that signs results of ballots. */
  ballotSigningKey: Buffer;
  logLevel: (typeof LOG_LEVELS)[number];
  /** `perMinute.general` of 0 means without any limit. */
  rateLimits: LimitSettings;
  /** As Fastify's option of that name. */
  trustProxy: boolean | string;
  seeds: boolean;
  jobs: boolean;
  /** Absolute. */
  h5Dir: string;
  pictures: PicturePlace;
}>;

/**
 * Reads the settings. Secrets that are not set are made once and kept in the data folder, except in
 * production.
 * @throws SettingsError with one sentence for each setting that is wrong
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const told = readSettings(SETTINGS, environment);
  const isProduction = told.NODE_ENV === 'production';
  if (isProduction) refuseInProduction(told);
  const dataDir = path.resolve(told.DATA_DIR);
  return {
    nodeEnv: told.NODE_ENV,
    host: told.HOST,
    port: told.PORT,
    metricsHost: told.METRICS_HOST,
    metricsPort: told.METRICS_PORT,
    databaseUrl: told.DATABASE_URL,
    databasePoolSize: told.DATABASE_POOL_SIZE,
    slowQueryMs: told.SLOW_QUERY_MS,
    dataDir,
    backupDir: backupFolder(told, dataDir),
    publicOrigin: told.PUBLIC_ORIGIN ?? `http://localhost:${told.PORT}`,
    demoMode: told.DEMO_MODE ?? !isProduction,
    jwtSecret: told.JWT_SECRET ?? storedSecrets(dataDir).jwtSecret,
    codeKeys: told.CODE_KEYS ?? storedSecrets(dataDir).codeKeys,
    ballotSigningKey: told.BALLOT_SIGNING_KEY ?? signingKey(storedSecrets(dataDir).ballotSigningKey),
    logLevel: told.LOG_LEVEL,
    rateLimits: {
      perMinute: {
        general: told.RATE_LIMIT_PER_MINUTE,
        'log-in': told.RATE_LIMIT_FAILED_LOG_INS_PER_MINUTE,
        scan: told.RATE_LIMIT_SCANS_PER_MINUTE,
        redeem: told.RATE_LIMIT_REDEMPTIONS_PER_MINUTE,
        vote: told.RATE_LIMIT_VOTES_PER_MINUTE,
      },
      addressFactor: told.RATE_LIMIT_ADDRESS_FACTOR,
    },
    trustProxy: told.TRUST_PROXY,
    seeds: told.SEEDS ? told.SEEDS === 'auto' : !isProduction,
    jobs: told.JOBS,
    h5Dir: path.resolve(told.H5_DIR),
    pictures: picturePlace(told, dataDir),
  };
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const SECRET_CHARACTERS = 32;

const repository = path.resolve(apiFolder, '../..');

/** The one description of all settings; docs/settings.md is made from it. */
export const SETTINGS = {
  NODE_ENV: oneOf({
    meaning: '`production` demands secrets and refuses the demo log-in; `test` is for tests.',
    choices: ['development', 'test', 'production'],
    default: 'development',
    example: 'production',
  }),
  PORT: wholeNumber({
    meaning: 'Port of the API and the pages; 0 takes any free one.',
    min: 0,
    max: 65_535,
    default: 8080,
    example: '80',
  }),
  HOST: setting({
    meaning: 'Address to listen on. The default lets phones in the same network open the pages.',
    parse: String,
    default: '0.0.0.0',
    example: '127.0.0.1',
  }),
  PUBLIC_ORIGIN: setting({
    meaning: 'Scheme, host and port under which people reach the pages: what scanned codes point to.',
    parse: origin,
    default: undefined,
    otherwise: '`http://localhost:<PORT>`; required in production',
    example: 'https://shangju.example.cn',
  }),
  TRUST_PROXY: setting({
    meaning:
      'Whether the forwarding headers of a proxy tell who calls: `off`, `on`, or the addresses of the proxies.',
    parse: proxies,
    default: false,
    otherwise: '`off`',
    example: '10.0.0.0/8,127.0.0.1',
  }),
  RATE_LIMIT_PER_MINUTE: wholeNumber({
    meaning:
      'How many requests one person may send a minute, those with a limit of their own not counted; ' +
      '0 turns all limits off. See security.md.',
    min: 0,
    max: 1_000_000,
    default: 600,
    example: '1200',
  }),
  RATE_LIMIT_SCANS_PER_MINUTE: wholeNumber({
    meaning: 'How many codes one person may scan a minute: check-ins, sign-ins, vouchers.',
    min: 1,
    max: 1_000_000,
    default: 60,
    example: '120',
  }),
  RATE_LIMIT_REDEMPTIONS_PER_MINUTE: wholeNumber({
    meaning: 'How many redemptions one person may make and cancel a minute.',
    min: 1,
    max: 1_000_000,
    default: 30,
    example: '60',
  }),
  RATE_LIMIT_VOTES_PER_MINUTE: wholeNumber({
    meaning: 'How many votes one person may cast, change, or enter from paper a minute.',
    min: 1,
    max: 1_000_000,
    default: 30,
    example: '60',
  }),
  RATE_LIMIT_FAILED_LOG_INS_PER_MINUTE: wholeNumber({
    meaning: 'How many log-ins of one address may fail a minute.',
    min: 1,
    max: 1_000_000,
    default: 30,
    example: '10',
  }),
  RATE_LIMIT_ADDRESS_FACTOR: wholeNumber({
    meaning:
      'How many times as much one address may send as one person: many people share the address of a ' +
      "street's Wi-Fi or of a carrier.",
    min: 1,
    max: 100_000,
    default: 50,
    example: '200',
  }),
  DATABASE_URL: setting({
    meaning: 'An existing PostgreSQL, 15 or later.',
    parse: postgresUrl,
    default: undefined,
    otherwise: 'the embedded PostgreSQL, see running.md',
    example: 'postgresql://shangju:secret@db.example.cn/shangju',
  }),
  DATABASE_POOL_SIZE: wholeNumber({
    meaning: 'Most connections that one process keeps to the database.',
    min: 2,
    max: 500,
    default: 10,
    example: '20',
  }),
  SLOW_QUERY_MS: wholeNumber({
    meaning:
      'A query that takes longer, in milliseconds, is logged with its route; 0 logs none. See monitoring.md.',
    min: 0,
    max: 60_000,
    default: 500,
    example: '200',
  }),
  DATA_DIR: setting({
    meaning: 'Folder of what the process keeps: the embedded PostgreSQL, secrets that were made, pictures.',
    parse: String,
    default: path.join(repository, '.data'),
    otherwise: '`.data` in the clone',
    example: '/srv/shangju',
  }),
  BACKUP_DIR: setting({
    meaning:
      'Folder, best on another disk, into which the embedded PostgreSQL archives all changes within a minute, ' +
      'and `pnpm backup` writes: see production.md.',
    parse: String,
    default: undefined,
    otherwise: 'nothing is archived',
    example: '/mnt/backup/shangju',
  }),
  JWT_SECRET: setting({
    meaning: `Signs access tokens: at least ${SECRET_CHARACTERS} random characters, as of \`openssl rand -base64 48\`.`,
    parse: secret,
    default: undefined,
    otherwise: 'made once and kept in DATA_DIR; required in production',
    example: '<64 random characters>',
  }),
  CODE_KEYS: setting({
    meaning:
      'Keys that seal the codes people scan, `id:secret`, with commas between; ids from 0 to 255, ' +
      `secrets of at least ${SECRET_CHARACTERS} characters. The first seals, the others still open codes sealed before.`,
    parse: codeKeys,
    default: undefined,
    otherwise: 'one made once and kept in DATA_DIR; required in production',
    example: '2:<new secret>,1:<old secret>',
  }),
  BALLOT_SIGNING_KEY: setting({
    meaning:
      'Signs the results of ballots (Ed25519): 32 random bytes in base64url, as of ' +
      '`node -p "crypto.randomBytes(32).toString(\'base64url\')"`. Keep it: results are checked against its public half.',
    parse: signingKey,
    default: undefined,
    otherwise: 'made once and kept in DATA_DIR; required in production',
    example: '<43 characters>',
  }),
  DEMO_MODE: onOff({
    meaning: 'Lets anyone log in as one of the demo personas.',
    default: undefined,
    otherwise: '`on`, in production `off`; production refuses `on`',
    example: 'off',
  }),
  SEEDS: oneOf({
    meaning: '`auto` loads the demo data of the four associations into an empty database.',
    choices: ['auto', 'off'],
    default: undefined,
    otherwise: '`auto`, in production `off`',
    example: 'off',
  }),
  JOBS: onOff({
    meaning: 'Whether this process works on jobs, such as giving back what a voucher held.',
    default: true,
    example: 'off',
  }),
  PICTURES_S3_BUCKET: setting({
    meaning:
      'Keeps pictures in this bucket of a storage that speaks S3, not in DATA_DIR. ' +
      'Processes on several machines need it, and it must not be public.',
    parse: String,
    default: undefined,
    otherwise: 'the folder `pictures` in DATA_DIR',
    example: 'shangju-pictures',
  }),
  PICTURES_S3_REGION: setting({
    meaning: 'Region of the bucket.',
    parse: String,
    default: undefined,
    otherwise: 'required with a bucket',
    example: 'oss-cn-wuhan-lr',
  }),
  PICTURES_S3_ENDPOINT: setting({
    meaning: 'Address of the storage, where it is not that of Amazon.',
    parse: origin,
    default: undefined,
    otherwise: 'that of Amazon for the region',
    example: 'https://oss-cn-wuhan-lr.aliyuncs.com',
  }),
  PICTURES_S3_PATH_STYLE: onOff({
    meaning: 'Whether the bucket is named in the path of addresses, as MinIO wants it, not before the host.',
    default: undefined,
    otherwise: '`off`',
    example: 'on',
  }),
  PICTURES_S3_ACCESS_KEY_ID: setting({
    meaning: 'Name of the key that may read, write and delete in the bucket.',
    parse: String,
    default: undefined,
    otherwise: 'required with a bucket',
    example: '<id of the key>',
  }),
  PICTURES_S3_SECRET_ACCESS_KEY: setting({
    meaning: 'Secret of that key.',
    parse: String,
    default: undefined,
    otherwise: 'required with a bucket',
    example: '<secret of the key>',
  }),
  H5_DIR: setting({
    meaning: 'Folder of the built browser pages.',
    parse: String,
    default: path.join(repository, 'apps/miniapp/dist/h5'),
    otherwise: '`apps/miniapp/dist/h5` in the clone',
    example: '/srv/shangju/h5',
  }),
  LOG_LEVEL: oneOf({
    meaning: 'The least that is logged.',
    choices: LOG_LEVELS,
    default: 'info',
    example: 'warn',
  }),
  METRICS_PORT: wholeNumber({
    meaning: 'Port of the Prometheus metrics; 0 takes any free one.',
    min: 0,
    max: 65_535,
    default: 9464,
    example: '9100',
  }),
  METRICS_HOST: setting({
    meaning: 'Address that the metrics listen on: keep it where only Prometheus gets to.',
    parse: String,
    default: '127.0.0.1',
    example: '0.0.0.0',
  }),
} as const;

type Told = ReturnType<typeof readSettings<typeof SETTINGS>>;

function refuseInProduction(told: Told): void {
  const missing = (['PUBLIC_ORIGIN', 'JWT_SECRET', 'CODE_KEYS', 'BALLOT_SIGNING_KEY'] as const).filter(
    (name) => told[name] === undefined,
  );
  const wrong = missing.map((name) => `${name} is not set: production needs it.`);
  if (told.DEMO_MODE) wrong.push('DEMO_MODE is on: in production anyone could log in as anyone.');
  if (wrong.length > 0) throw new SettingsError(wrong);
}

function backupFolder(told: Told, dataDir: string): string | undefined {
  if (told.BACKUP_DIR === undefined) return undefined;
  const folder = path.resolve(told.BACKUP_DIR);
  if (told.DATABASE_URL !== undefined) {
    throw new SettingsError([
      'BACKUP_DIR is for the embedded PostgreSQL, and DATABASE_URL names another: production.md tells how to back that up.',
    ]);
  }
  if (folder === dataDir || folder.startsWith(`${dataDir}${path.sep}`)) {
    throw new SettingsError(['BACKUP_DIR lies in DATA_DIR: what destroys the one would destroy the other.']);
  }
  return folder;
}

function picturePlace(told: Told, dataDir: string): PicturePlace {
  const {
    PICTURES_S3_BUCKET: bucket,
    PICTURES_S3_REGION: region,
    PICTURES_S3_ACCESS_KEY_ID: accessKeyId,
    PICTURES_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = told;
  if (bucket === undefined) {
    const pointless = S3_NAMES.filter((name) => told[name] !== undefined);
    if (pointless.length === 0) return { kind: 'folder', folder: path.join(dataDir, 'pictures') };
    throw new SettingsError(pointless.map((name) => `${name} is set, and PICTURES_S3_BUCKET is not.`));
  }
  if (region === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = S3_NAMES_NEEDED.filter((name) => told[name] === undefined);
    throw new SettingsError(missing.map((name) => `${name} is not set: PICTURES_S3_BUCKET needs it.`));
  }
  return {
    kind: 's3',
    bucket,
    region,
    endpoint: told.PICTURES_S3_ENDPOINT,
    accessKeyId,
    secretAccessKey,
    pathStyle: told.PICTURES_S3_PATH_STYLE ?? false,
  };
}

const S3_NAMES_NEEDED = [
  'PICTURES_S3_REGION',
  'PICTURES_S3_ACCESS_KEY_ID',
  'PICTURES_S3_SECRET_ACCESS_KEY',
] as const;

const S3_NAMES = [...S3_NAMES_NEEDED, 'PICTURES_S3_ENDPOINT', 'PICTURES_S3_PATH_STYLE'] as const;

function origin(text: string): string {
  const url = tryUrl(text);
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new Unfit(`is "${text}": it must be http:// or https:// with a host and nothing behind it`);
}

function postgresUrl(text: string): string {
  if (/^postgres(ql)?:$/.test(tryUrl(text)?.protocol ?? '')) return text;
  // Not repeated: it may hold a password.
  throw new Unfit('is not a PostgreSQL address: it must begin with postgresql://');
}

function tryUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function proxies(text: string): boolean | string {
  if (text === 'on') return true;
  if (text === 'off') return false;
  const addresses = text.split(',').map((address) => address.trim());
  if (addresses.every((address) => /^[0-9a-fA-F:.]+(\/\d{1,3})?$/.test(address))) return addresses.join(',');
  throw new Unfit(`is "${text}": it must be off, on, or IP addresses and networks with commas between`);
}

function secret(text: string): string {
  if (text.length >= SECRET_CHARACTERS) return text;
  throw new Unfit(`has ${text.length} characters: it must have at least ${SECRET_CHARACTERS}`);
}

const SIGNING_KEY_BYTES = 32;

function signingKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64url');
  if (key.length === SIGNING_KEY_BYTES && key.toString('base64url') === text) return key;
  throw new Unfit(`is not ${SIGNING_KEY_BYTES} bytes in base64url: 43 characters without = at the end`);
}

function codeKeys(text: string): CodeKey[] {
  const keys = text.split(',').map(codeKey);
  if (new Set(keys.map(({ id }) => id)).size === keys.length) return keys;
  throw new Unfit('names an id twice: each key needs one of its own');
}

function codeKey(text: string, index: number): CodeKey {
  const [, id, secretText] = /^\s*(\d{1,3}):(.*?)\s*$/.exec(text) ?? [];
  if (id === undefined || secretText === undefined || Number(id) > 255) {
    throw new Unfit(`has no id from 0 to 255 and a colon before its secret no. ${index + 1}`);
  }
  if (secretText.length < SECRET_CHARACTERS) {
    throw new Unfit(
      `has ${secretText.length} characters in its secret ${id}: it must have at least ${SECRET_CHARACTERS}`,
    );
  }
  return { id: Number(id), secret: secretText };
}
