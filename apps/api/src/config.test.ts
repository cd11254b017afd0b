import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SETTINGS_PAGE, settingsPage } from '../scripts/settings-page.ts';
import { loadConfig } from './config.ts';

/** 32 bytes, of which the last character of base64url leaves two bits at 0. */
const SIGNING_KEY = Buffer.alloc(32, 7).toString('base64url');
const SECRET = 'a secret that is long enough to be one';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'shangju-config-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

const load = (told: Record<string, string> = {}) => loadConfig({ DATA_DIR: dataDir, ...told });

const BUCKET = {
  PICTURES_S3_BUCKET: 'shangju-pictures',
  PICTURES_S3_REGION: 'cn-1',
  PICTURES_S3_ENDPOINT: 'https://s3.example.cn/',
  PICTURES_S3_PATH_STYLE: 'on',
  PICTURES_S3_ACCESS_KEY_ID: 'key',
  PICTURES_S3_SECRET_ACCESS_KEY: 'secret',
};

const production = (told: Record<string, string> = {}) =>
  load({
    NODE_ENV: 'production',
    PUBLIC_ORIGIN: 'https://shangju.example.cn',
    JWT_SECRET: SECRET,
    CODE_KEYS: `1:${SECRET}`,
    BALLOT_SIGNING_KEY: SIGNING_KEY,
    ...told,
  });

describe('settings', () => {
  test('that nobody set make a demo for phones in the same network', () => {
    expect(load()).toMatchObject({
      nodeEnv: 'development',
      host: '0.0.0.0',
      port: 8080,
      metricsHost: '127.0.0.1',
      metricsPort: 9464,
      databaseUrl: undefined,
      publicOrigin: 'http://localhost:8080',
      demoMode: true,
      seeds: true,
      jobs: true,
      trustProxy: false,
      rateLimits: {
        perMinute: { general: 600, 'log-in': 30, scan: 60, redeem: 30, vote: 30 },
        addressFactor: 50,
      },
      pictures: { kind: 'folder', folder: path.join(dataDir, 'pictures') },
    });
  });

  test('that are empty count as not set', () => {
    expect(load({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: undefined });
  });

  test('are read for what they say', () => {
    const config = load({
      PORT: '9000',
      DATABASE_URL: 'postgres://db/shangju',
      DEMO_MODE: 'off',
      SEEDS: 'off',
      JOBS: 'off',
      PUBLIC_ORIGIN: 'https://shangju.example.cn/',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      CODE_KEYS: `2:${SECRET} new:er,1:${SECRET}`,
    });
    expect(config).toMatchObject({
      port: 9000,
      databaseUrl: 'postgres://db/shangju',
      demoMode: false,
      seeds: false,
      jobs: false,
      publicOrigin: 'https://shangju.example.cn',
      trustProxy: '10.0.0.0/8,::1',
      codeKeys: [
        { id: 2, secret: `${SECRET} new:er` },
        { id: 1, secret: SECRET },
      ],
    });
  });

  test.each([
    ['PORT', '80a', 'PORT is "80a": it must be a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT is "65536": it must be a whole number from 0 to 65535.'],
    ['NODE_ENV', 'prod', 'NODE_ENV is "prod": it must be one of development, test, production.'],
    ['DEMO_MODE', 'maybe', 'DEMO_MODE is "maybe": it must be on or off.'],
    [
      'DATABASE_URL',
      'mysql://root:topsecret@db',
      'DATABASE_URL is not a PostgreSQL address: it must begin with postgresql://.',
    ],
    [
      'PUBLIC_ORIGIN',
      'https://a.cn/s',
      'PUBLIC_ORIGIN is "https://a.cn/s": it must be http:// or https:// with a host and nothing behind it.',
    ],
    [
      'TRUST_PROXY',
      'nginx',
      'TRUST_PROXY is "nginx": it must be off, on, or IP addresses and networks with commas between.',
    ],
    ['JWT_SECRET', 'short', 'JWT_SECRET has 5 characters: it must have at least 32.'],
    ['CODE_KEYS', '7:short', 'CODE_KEYS has 5 characters in its secret 7: it must have at least 32.'],
    ['CODE_KEYS', SECRET, 'CODE_KEYS has no id from 0 to 255 and a colon before its secret no. 1.'],
    ['CODE_KEYS', `256:${SECRET}`, 'CODE_KEYS has no id from 0 to 255 and a colon before its secret no. 1.'],
    ['CODE_KEYS', `1:${SECRET},1:${SECRET}`, 'CODE_KEYS names an id twice: each key needs one of its own.'],
    [
      'BALLOT_SIGNING_KEY',
      `${'A'.repeat(42)}B`,
      'BALLOT_SIGNING_KEY is not 32 bytes in base64url: 43 characters without = at the end.',
    ],
  ])('refuse %s=%s with a sentence', (name, text, sentence) => {
    expect(() => load({ [name]: text })).toThrow(sentence);
  });

  test('of a bucket keep pictures there', () => {
    expect(load(BUCKET).pictures).toEqual({
      kind: 's3',
      bucket: 'shangju-pictures',
      region: 'cn-1',
      endpoint: 'https://s3.example.cn',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      pathStyle: true,
    });
    const ofAmazon = { ...BUCKET, PICTURES_S3_ENDPOINT: '', PICTURES_S3_PATH_STYLE: '' };
    expect(load(ofAmazon).pictures).toMatchObject({ endpoint: undefined, pathStyle: false });
  });

  test('of a bucket come together', () => {
    for (const name of ['PICTURES_S3_REGION', 'PICTURES_S3_ACCESS_KEY_ID', 'PICTURES_S3_SECRET_ACCESS_KEY']) {
      expect(() => load({ ...BUCKET, [name]: '' })).toThrow(
        `${name} is not set: PICTURES_S3_BUCKET needs it.`,
      );
    }
    for (const [name, text] of Object.entries(BUCKET).slice(1)) {
      expect(() => load({ [name]: text })).toThrow(`${name} is set, and PICTURES_S3_BUCKET is not.`);
    }
  });

  test('that are wrong are told all at once', () => {
    expect(() => load({ PORT: 'x', JOBS: 'x' })).toThrow(/^PORT is .*\nJOBS is .*$/);
  });
});

describe('secrets that nobody set', () => {
  test('are made once, for their owner only', async () => {
    const made = load();
    expect(made.jwtSecret.length).toBeGreaterThanOrEqual(32);
    expect(made.codeKeys).toHaveLength(1);
    expect(load()).toEqual(made);
    expect((await stat(path.join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  test('differ between data folders', () => {
    expect(load().jwtSecret).not.toBe(load({ DATA_DIR: path.join(dataDir, 'other') }).jwtSecret);
  });
});

describe('production', () => {
  test('has no demo log-in and no demo data', () => {
    expect(production()).toMatchObject({ nodeEnv: 'production', demoMode: false, seeds: false });
    expect(() => production({ DEMO_MODE: 'on' })).toThrow(/DEMO_MODE is on/);
  });

  test.each(['PUBLIC_ORIGIN', 'JWT_SECRET', 'CODE_KEYS', 'BALLOT_SIGNING_KEY'])('demands %s', (name) => {
    expect(() => production({ [name]: '' })).toThrow(`${name} is not set: production needs it.`);
  });

  test('makes no secrets of its own', async () => {
    production();
    await expect(stat(path.join(dataDir, 'secrets.json'))).rejects.toThrow('ENOENT');
  });
});

test('docs/settings.md says what the settings are; else run pnpm settings:docs', async () => {
  expect(await readFile(SETTINGS_PAGE, 'utf8')).toBe(settingsPage());
});
