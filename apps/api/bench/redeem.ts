/** `pnpm --filter @shangju/api bench:redeem`: redemptions over HTTP against the database alone. */
import { benchAgainstPgbench } from './against-pgbench.ts';
import { STEP_NOW } from './pgbench.ts';
import { readFlags } from './read-flags.ts';

const flags = readFlags(
  { residents: 100_000, merchants: 1_000, transfers: 0, seconds: 10, rounds: 5, connections: 64, clients: 0 },
  { switches: ['one-merchant'], texts: ['rate', 'json', 'profile'] },
);
const { residents, merchants } = flags.sizes;
const oneMerchant = flags.on('one-merchant');

await benchAgainstPgbench({
  title: oneMerchant ? 'Redemptions of one offer' : 'Redemptions, over all offers',
  sizes: flags.sizes,
  act: { kind: 'redeem', residents, merchants, oneMerchant },
  yardstick: 'redeem',
  script: (tell) => `
\\set resident random(1, ${residents})
\\set merchant random(1, ${oneMerchant ? 1 : merchants})
\\set request random(1000000000000000, 8999999999999999)
select bench_redeem(:resident, :merchant, :request, ${STEP_NOW}, ${tell});
`,
  table: 'redemptions',
  goal: oneMerchant ? 4 : 1.2,
  ...(oneMerchant
    ? {
        beside: {
          name: 'over HTTP, over all offers',
          act: { kind: 'redeem', residents, merchants, oneMerchant: false },
          atLeast: 0.9,
        },
      }
    : {}),
  halfRate: flags.text('rate') === 'half',
  json: flags.text('json'),
  profileFolder: flags.text('profile'),
});
