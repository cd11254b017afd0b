import type { BallotRule } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import { type NewNotice, tell } from '../notices/index.ts';
import { votersOf } from '../registers/index.ts';
import { ballotPage, resultPage } from './ballot-pages.ts';
import type { BallotRow } from './ballot-row.ts';
import { registersOf, UNITS_OF_RULE } from './electorate.ts';

type Named = Pick<BallotRow, 'id' | 'question' | 'associationName' | 'opensAt' | 'closesAt'>;

/** Everybody who will have a vote. */
export async function tellOfPublished(tx: PoolClient, ballot: Named & { rule: BallotRule }): Promise<void> {
  const { rows } = await tx.query<Voter>({
    name: 'voters-of-rule',
    text: `select distinct v.person_id as "personId" from ${votersOf(`select * from ${UNITS_OF_RULE} r`)} v`,
    values: registersOf(ballot.rule),
  });
  await tellAll(tx, rows, {
    title: '有一件事请您表决',
    text: `${ballot.associationName}：${ballot.question}。${say(ballot.opensAt)} 开始，${say(ballot.closesAt)} 截止。`,
    page: ballotPage(ballot.id),
  });
}

/** Everybody who could vote. */
export async function tellOfResult(tx: PoolClient, ballot: Named, sentence: string): Promise<void> {
  await tellVoters(tx, ballot.id, 'all', {
    title: '表决出结果了',
    text: `${ballot.question}：${sentence}`,
    page: resultPage(ballot.id),
  });
}

/**
 * Those whose unit has not voted.
 * @returns how many persons were told
 */
export async function tellOfMissingVote(tx: PoolClient, ballot: Named): Promise<number> {
  return tellVoters(tx, ballot.id, 'missing', {
    title: '还差您一票',
    text: `${ballot.question}，${say(ballot.closesAt)} 截止，您还没有投。`,
    page: ballotPage(ballot.id),
  });
}

/** The other admins, who are asked to agree. */
export async function tellOfExtension(
  tx: PoolClient,
  ballot: Named & { associationId: string },
  { closesAt, reason, actorId }: { closesAt: Date; reason: string; actorId: string },
): Promise<void> {
  const { rows } = await tx.query<Voter>({
    name: 'other-admins',
    text: `
      select person_id as "personId" from role_grants
      where place_id = $1 and role = 'association.admin' and person_id <> $2`,
    values: [ballot.associationId, actorId],
  });
  await tellAll(tx, rows, {
    title: '请您同意延期',
    text: `“${ballot.question}”想延到 ${say(closesAt)}：${reason}`,
    page: `/packages/association/pages/ballot-desk/index?ballotId=${ballot.id}`,
  });
}

interface Voter {
  personId: string;
}

/**
 * Some at a time, so that a city's voters are never all in memory.
 * @returns how many persons were told
 */
async function tellVoters(
  tx: PoolClient,
  ballotId: string,
  which: 'all' | 'missing',
  words: Omit<NewNotice, 'personId'>,
): Promise<number> {
  const missing = `
    and not exists (select from ballot_turnout t where t.ballot_id = $1 and t.unit_id = ballot_units.unit_id)`;
  const units = `select unit_id, kind from ballot_units where ballot_id = $1 ${which === 'missing' ? missing : ''}`;
  await tx.query({
    text: `
      declare voters_to_tell no scroll cursor for
      select distinct v.person_id as "personId" from ${votersOf(units)} v`,
    values: [ballotId],
  });
  let told = 0;
  for (;;) {
    const { rows } = await tx.query<Voter>(`fetch ${TOLD_AT_ONCE} from voters_to_tell`);
    await tellAll(tx, rows, words);
    told += rows.length;
    if (rows.length < TOLD_AT_ONCE) break;
  }
  await tx.query('close voters_to_tell');
  return told;
}

const TOLD_AT_ONCE = 5_000;

async function tellAll(
  tx: PoolClient,
  voters: readonly Voter[],
  words: Omit<NewNotice, 'personId'>,
): Promise<void> {
  for (let from = 0; from < voters.length; from += TOLD_AT_ONCE) {
    const some = voters.slice(from, from + TOLD_AT_ONCE);
    await Promise.all(
      tell(
        tx,
        some.map(({ personId }) => ({ personId, ...words })),
      ),
    );
  }
}

const say = (instant: Date): string => DAY_AND_TIME.format(instant);

const DAY_AND_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
