/** `pnpm --filter @shangju/api bench:check-in`: check-ins over HTTP against the database alone. */
import { benchAgainstPgbench } from './against-pgbench.ts';
import { STEP_NOW } from './pgbench.ts';
import { readFlags } from './read-flags.ts';

const flags = readFlags(
  { residents: 100_000, merchants: 1_000, transfers: 0, seconds: 10, rounds: 5, connections: 64, clients: 0 },
  { texts: ['rate', 'json', 'profile'] },
);
const { residents, merchants } = flags.sizes;

await benchAgainstPgbench({
  title: 'Check-ins, over all shops of four associations',
  sizes: flags.sizes,
  act: { kind: 'check-in', residents, merchants },
  yardstick: 'check-in',
  script: (tell) => `select bench_check_in(${residents}, ${merchants}, ${STEP_NOW}, ${tell});`,
  table: 'check_ins',
  goal: 1,
  halfRate: flags.text('rate') === 'half',
  json: flags.text('json'),
  profileFolder: flags.text('profile'),
});
