import type { BallotRule } from '@shangju/contracts';
import type { Client } from 'pg';
import { createPool } from '../src/db/pool.ts';
import { bringOnDue, createSeal } from '../src/modules/ballots/index.ts';
import { BALLOT_SIGNING_KEY } from './secrets.ts';
import { streetId } from './street-ids.ts';

/** Ballots among all households of a bench's street, one after another. */
export class BallotsToMeasure {
  readonly #client: Client;
  readonly #url: string;
  #made = 0;

  constructor({ client, url }: { client: Client; url: string }) {
    this.#client = client;
    this.#url = url;
  }

  /** One that is open for an hour, opened as the API opens it. */
  async open({ secret = true } = {}): Promise<string> {
    this.#made += 1;
    const ballotId = streetId('ballot', this.#made);
    await this.#client.query(
      `insert into ballots (id, association_id, state, question, text, rule, opens_at, closes_at, objection_days,
          published_at, created_by, created_at)
        values ($1, $2, 'published', '巷口要不要装雨棚', '费用从商会经费出。', $3, now(), now() + interval '1 hour', 7,
          now(), $4, now())`,
      [ballotId, streetId('association', 1), JSON.stringify(ruleOf(secret)), streetId('staff', 1)],
    );
    const pool = createPool({ url: this.#url, size: 1 });
    await bringOnDue(pool, createSeal(BALLOT_SIGNING_KEY)).finally(() => pool.end());
    await this.#client.query('analyze ballots, ballot_units');
    return ballotId;
  }

  /** A bench may do what nobody else may: put the end earlier. */
  async endAt(ballotId: string, closesAt: Date): Promise<void> {
    await this.#client.query('set session_replication_role = replica');
    await this.#client.query('update ballots set closes_at = $2 where id = $1', [ballotId, closesAt]);
    await this.#client.query('reset session_replication_role');
  }

  /** So many households have voted: for, against and abstaining in turn, in an order of chance. */
  async fill(ballotId: string, { votes, secret }: { votes: number; secret: boolean }): Promise<void> {
    await this.#client.query(`
      insert into ballot_turnout (ballot_id, unit_id, cast_by, channel, at, choices)
        select u.ballot_id, u.unit_id, m.person_id, 'phone', now(),
          case when ${secret} then null else array[(hashtext(u.unit_id::text) & 2147483647) % 3]::smallint[] end
        from ballot_units u join household_members m on m.household_id = u.unit_id
        where u.ballot_id = '${ballotId}' order by random() limit ${votes}`);
    if (secret)
      await this.#client.query(`
      insert into ballot_papers (ballot_id, receipt, register, choices)
        select '${ballotId}', upper(concat_ws('-', substr(h, 1, 4), substr(h, 5, 4), substr(h, 9, 4), substr(h, 13, 4))),
          0, array[n % 3]::smallint[]
        from (select n, md5('${ballotId}' || n) as h from generate_series(1, ${votes}) n) papers order by h`);
    await this.#client.query('update ballots set took_part = $2 where id = $1', [ballotId, votes]);
    await this.#client.query('vacuum (analyze) ballot_turnout, ballot_papers');
    await this.#client.query('checkpoint');
  }
}

const ruleOf = (secret: boolean): BallotRule => ({
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
  registers: [{ name: '住户', source: { kind: 'households', communityId: streetId('community', 1) } }],
  quorum: { share: { numerator: 1, denominator: 20 }, base: 'eligible' },
  threshold: { share: { numerator: 1, denominator: 2 }, kind: 'more-than', base: 'cast' },
  byArea: false,
  secret,
  changeable: false,
  showsTurnout: true,
});
