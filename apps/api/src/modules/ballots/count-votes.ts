import {
  type ElectorateNumbers,
  type RegisterVotes,
  type VerdictRegister,
  VOTE_CHANNELS,
} from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { mayVoteFor } from '../registers/index.ts';
import type { BallotRow } from './ballot-row.ts';

export interface CountedRegister extends RegisterVotes {
  readonly channels: VerdictRegister['channels'];
}

/** What there is to count in each register: each table is gone through once, however many votes it holds. */
export async function countVotes(tx: PoolClient, ballot: BallotRow): Promise<CountedRegister[]> {
  const { rule } = ballot;
  const turnout = await groupTurnout(tx, ballot);
  const papers = rule.secret ? await groupPapers(tx, ballot.id) : [];
  const present = await countPresent(tx, ballot);
  return must(ballot.electorate).map((numbers: ElectorateNumbers, register) => {
    const took = turnout.filter((group) => group.register === register);
    const there = present?.find((group) => group.register === register);
    const groups = (rule.secret ? papers : turnout).filter((group) => group.register === register);
    return {
      ...numbers,
      present: present ? (there?.units ?? 0) : null,
      presentAreaCm2: present && rule.byArea ? (there?.area ?? 0) : null,
      tookPart: sumOf(took, ({ units }) => units),
      tookPartAreaCm2: rule.byArea ? sumOf(took, ({ area }) => area) : null,
      groups: groups.map(({ choices, units, area }) => ({
        choices: must(choices),
        votes: units,
        areaCm2: rule.byArea ? area : null,
      })),
      channels: Object.fromEntries(
        VOTE_CHANNELS.map((channel) => [
          channel,
          sumOf(
            took.filter((group) => group.channel === channel),
            ({ units }) => units,
          ),
        ]),
      ) as VerdictRegister['channels'],
    };
  });
}

const sumOf = <Group>(groups: readonly Group[], numberOf: (group: Group) => number): number =>
  groups.reduce((sum, group) => sum + numberOf(group), 0);

interface Units {
  register: number;
  units: number;
  area: number;
}

interface TurnoutGroup extends Units {
  channel: keyof VerdictRegister['channels'];
  /** Null in a secret ballot. */
  choices: number[] | null;
}

/** Whom a vote belongs to matters only where registers are counted apart, or areas. */
async function groupTurnout(tx: PoolClient, { id, rule }: BallotRow): Promise<TurnoutGroup[]> {
  const alone = rule.registers.length === 1 && !rule.byArea;
  const { rows } = await tx.query<TurnoutGroup>({
    name: alone ? 'group-turnout' : 'group-turnout-of-registers',
    text: alone ? TURNOUT_OF_ONE : TURNOUT_OF_REGISTERS,
    values: [id],
  });
  return rows;
}

const TURNOUT_OF_ONE = `
  select 0 as register, channel, choices, count(*) as units, 0 as area
  from ballot_turnout where ballot_id = $1 group by channel, choices`;

const TURNOUT_OF_REGISTERS = `
  select u.register, t.channel, t.choices, count(*) as units, coalesce(sum(u.floor_area_cm2), 0)::int8 as area
  from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
  where t.ballot_id = $1 group by u.register, t.channel, t.choices`;

interface PaperGroup extends Units {
  choices: number[];
}

async function groupPapers(tx: PoolClient, ballotId: string): Promise<PaperGroup[]> {
  const { rows } = await tx.query<PaperGroup>({
    name: 'group-papers',
    text: `
      select register, choices, count(*) as units, 0 as area
      from ballot_papers where ballot_id = $1 group by register, choices`,
    values: [ballotId],
  });
  return rows;
}

/** Units for which somebody signed in at the ballot's meeting; undefined without one. */
async function countPresent(tx: PoolClient, { id, meetingId }: BallotRow): Promise<Units[] | undefined> {
  if (meetingId === null) return undefined;
  const { rows } = await tx.query<Units>({
    name: 'count-present',
    text: `
      select u.register, count(*) as units, coalesce(sum(u.floor_area_cm2), 0)::int8 as area
      from ballot_units u
      where u.ballot_id = $1 and exists (
        select from attendances a where a.meeting_id = $2 and (
          a.unit_id = u.unit_id
          or (a.person_id is not null and ${mayVoteFor({ kind: 'u.kind', id: 'u.unit_id', person: 'a.person_id' })})
        )
      )
      group by u.register`,
    values: [id, meetingId],
  });
  return rows;
}
