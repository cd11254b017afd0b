import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { apiFolder } from '../src/api-folder.ts';
import { debianProgram } from './debian-postgresql.ts';
import { PGBENCH_MISSING } from './pgbench.ts';

const SMALL_STREET = ['--residents', '400', '--merchants', '40'];
const ONE_ROUND = ['--rounds', '1', '--seconds', '0.3', '--connections', '4'];
const LIMIT_MS = 240_000;

interface Report {
  lines: { what: string; unit: string; figures: { median: number } }[];
  goals: { what: string; figure: number; met: boolean }[];
}

/** Runs a bench as it is run by hand; it checks by itself that what it measured was done. */
async function bench(name: string, ...flags: string[]): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', `bench/${name}.ts`, ...flags],
    {
      cwd: apiFolder,
      timeout: LIMIT_MS,
      env: {
        ...process.env,
        BENCH_SERVER_URL: inject('databaseServerUrl'),
        BENCH_TEMPLATE: inject('templateDatabase'),
      },
    },
  );
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

const ratiosOf = ({ lines }: Report) =>
  lines.filter(({ unit }) => unit === '×').map(({ figures }) => figures.median);

const hasPgbench = debianProgram('pgbench') !== undefined;

describe.concurrent('the benches run and print what they compare', { timeout: LIMIT_MS }, () => {
  describe.runIf(hasPgbench)('against pgbench', () => {
    test('redemptions', async () => {
      const report = await bench(
        'redeem',
        ...SMALL_STREET,
        ...ONE_ROUND,
        '--clients',
        '4',
        '--transfers',
        '400',
      );
      expect(ratiosOf(report)).toEqual([expect.any(Number), expect.any(Number)]);
    });

    test('check-ins', async () => {
      const report = await bench(
        'check-in',
        ...SMALL_STREET,
        ...ONE_ROUND,
        '--clients',
        '4',
        '--rate',
        'half',
      );
      expect(ratiosOf(report)).toEqual([expect.any(Number), expect.any(Number)]);
      expect(report.goals.map(({ what }) => what)).toContain('p99 at half the top rate, ms');
    });

    test('votes', async () => {
      const report = await bench(
        'vote',
        '--residents',
        '400',
        '--count',
        '200',
        ...ONE_ROUND,
        '--clients',
        '4',
      );
      expect(ratiosOf(report)).toEqual([expect.any(Number)]);
    });
  });

  // The name says why: it is what a reader of the log sees.
  test.skipIf(hasPgbench)(`not run: ${PGBENCH_MISSING}`, () => expect.unreachable());

  test('the verdict', async () => {
    const { lines } = await bench('vote', '--verdict', '200', '--rounds', '1');
    expect(lines.map(({ what }) => what)).toEqual(expect.arrayContaining(['open ballot', 'secret ballot']));
  });

  test('growth', async () => {
    const sizes = [
      '--residents',
      '800',
      '--transfers',
      '2000',
      '--small-residents',
      '400',
      '--merchants',
      '40',
    ];
    const report = await bench(
      'growth',
      ...sizes,
      '--small-transfers',
      '200',
      '--page-requests',
      '3',
      ...ONE_ROUND,
    );
    expect(ratiosOf(report).length).toBeGreaterThan(10);
  });
});
