/**
 * `pnpm --filter @shangju/api bench:vote`: votes in the last seconds of a ballot, its close among them, against
 * the same rows by pgbench. `--verdict 1000000` measures instead how long counting so many takes.
 */
import { readFlags } from './read-flags.ts';
import { benchVerdict } from './verdict-time.ts';
import { benchVotes } from './votes-at-the-close.ts';

const flags = readFlags(
  { residents: 100_000, count: 10_000, rounds: 5, connections: 64, clients: 0, seconds: 10, verdict: 0 },
  { texts: ['rate', 'json', 'profile'] },
);
const texts = { json: flags.text('json'), profileFolder: flags.text('profile') };

if (flags.sizes.verdict > 0) {
  const { verdict: votes, rounds } = flags.sizes;
  await benchVerdict({ votes, rounds, ...texts });
} else {
  const { verdict: _, ...sizes } = flags.sizes;
  await benchVotes({ sizes, halfRate: flags.text('rate') === 'half', ...texts });
}
