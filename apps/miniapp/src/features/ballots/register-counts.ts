import type { BallotRule, Verdict, VoteChannel } from '@shangju/contracts';
import { sayArea } from '@shangju/rules';
import { CHANNEL_WORDS } from './ballot-words';

type VerdictRegister = Verdict['registers'][number];

/** A bar of a result: what it is of, its number in words, and how long it is. */
export interface CountRow {
  key: string;
  label: string;
  words: string;
  note: string | undefined;
  count: number;
  strong: boolean;
}

/** What each option got in a register, in the rule's order, and last the abstentions that are no option. */
export function countRows(
  rule: Pick<BallotRule, 'method' | 'options'>,
  register: VerdictRegister,
  winners: readonly number[],
): CountRow[] {
  const rows = register.counts.map(({ option, votes, areaCm2 }) => ({
    key: String(option),
    label: rule.options[option] ?? '',
    words: `${votes} 票`,
    note: areaWords(areaCm2),
    count: votes,
    // For and against is a verdict, not a winner.
    strong: rule.method.kind !== 'for-against' && winners.includes(option),
  }));
  if (rule.method.kind === 'for-against') return rows;
  return [
    ...rows,
    {
      key: 'abstentions',
      label: '弃权',
      words: `${register.abstentions} 票`,
      note: areaWords(register.abstentionsAreaCm2),
      count: register.abstentions,
      strong: false,
    },
  ];
}

/** 够了：至少 32 家商户，参加了 36 家商户. */
export function quorumWords({
  unitWord,
  tookPart,
  tookPartAreaCm2,
  quorum,
}: VerdictRegister): string | undefined {
  if (quorum === null) return undefined;
  const units = `至少要 ${quorum.neededUnits} ${unitWord}，来了 ${tookPart} ${unitWord}`;
  if (quorum.neededAreaCm2 === null || tookPartAreaCm2 === null) return units;
  return `${units}；面积至少要 ${sayArea(quorum.neededAreaCm2)} 平方米，来了 ${sayArea(tookPartAreaCm2)} 平方米`;
}

/** 至少要 19 票，得了 30 票. */
export function thresholdWords({ threshold, leader }: VerdictRegister): string | undefined {
  if (threshold === null || leader === null) return undefined;
  const votes = `至少要 ${threshold.neededVotes} 票，得了 ${leader.votes} 票`;
  if (threshold.neededAreaCm2 === null || leader.areaCm2 === null) return votes;
  return `${votes}；面积至少要 ${sayArea(threshold.neededAreaCm2)} 平方米，得了 ${sayArea(leader.areaCm2)} 平方米`;
}

/** 手机 30 · 纸票 4; only the ways by which votes came. */
export function channelWords(channels: Readonly<Record<VoteChannel, number>>): string {
  return (Object.keys(CHANNEL_WORDS) as VoteChannel[])
    .filter((channel) => channels[channel] > 0)
    .map((channel) => `${CHANNEL_WORDS[channel]} ${channels[channel]}`)
    .join(' · ');
}

function areaWords(areaCm2: number | null): string | undefined {
  return areaCm2 === null ? undefined : `${sayArea(areaCm2)} 平方米`;
}
