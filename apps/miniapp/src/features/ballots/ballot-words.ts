import type { Ballot, BallotOutcome, BallotRule, BallotSummary, VoteChannel } from '@shangju/contracts';
import { sayInstant, sayRemaining } from '@shangju/rules';
import type { IconName } from '@/ui/icon';
import type { TagTone } from '@/ui/tag';

const ENDS_SOON_MS = 24 * 3_600_000;

/** What was chosen: “同意” · “甲”“乙” · 1 甲、2 乙 · “弃权”. */
export function sayChoices(rule: Pick<BallotRule, 'method' | 'options'>, choices: readonly number[]): string {
  if (choices.length === 0) return '“弃权”';
  const names = choices.map((choice) => rule.options[choice] ?? '');
  if (rule.method.kind === 'ranked') return names.map((name, place) => `${place + 1} ${name}`).join('、');
  return names.map((name) => `“${name}”`).join('');
}

/** The vote as a question before it is cast: 代表 鱼巷口小面 投“同意”？ */
export function askToCast(
  rule: Pick<BallotRule, 'method' | 'options'>,
  unitName: string,
  choices: readonly number[],
): string {
  const inOrder = rule.method.kind === 'ranked' && choices.length > 0;
  return `代表 ${unitName} ${inOrder ? '这样排：' : '投'}${sayChoices(rule, choices)}？`;
}

/** How a ballot stands, in a word and an icon. */
export function stateTag(
  { state, closesAt, outcome }: Pick<BallotSummary, 'state' | 'closesAt' | 'outcome'>,
  now: Date,
): { tone: TagTone; icon: IconName; text: string } {
  switch (state) {
    case 'draft':
      return { tone: 'blue', icon: 'edit', text: '草稿' };
    case 'published':
      return { tone: 'blue', icon: 'clock', text: '还没开始' };
    case 'open': {
      const leftMs = Date.parse(closesAt) - now.getTime();
      if (leftMs <= 0) return { tone: 'amber', icon: 'clock', text: '正在数票' };
      if (leftMs < ENDS_SOON_MS) return { tone: 'amber', icon: 'clock', text: '快截止了' };
      return { tone: 'green', icon: 'vote', text: '正在投票' };
    }
    case 'closed':
      return outcome === null ? { tone: 'blue', icon: 'check', text: '已结束' } : OUTCOME_WORDS[outcome];
  }
}

export const OUTCOME_WORDS: Record<BallotOutcome, { tone: TagTone; icon: IconName; text: string }> = {
  passed: { tone: 'green', icon: 'check', text: '通过' },
  'not-passed': { tone: 'alarm', icon: 'close', text: '没有通过' },
  'no-quorum': { tone: 'amber', icon: 'users', text: '人数不够，没有结果' },
  tied: { tone: 'amber', icon: 'minus', text: '票数相同，没有结果' },
};

/** When one can vote: 还剩 3 天 · 12 月 1 日 18:00 截止. */
export function whenWords(
  { state, opensAt, closesAt }: Pick<Ballot, 'state' | 'opensAt' | 'closesAt'>,
  now: Date,
): string {
  const closes = sayInstant(new Date(closesAt), now);
  switch (state) {
    case 'draft':
    case 'published':
      return `${sayInstant(new Date(opensAt), now)} 开始，${closes} 截止`;
    case 'open': {
      const leftMs = Date.parse(closesAt) - now.getTime();
      return leftMs > 0 ? `${sayRemaining(leftMs)} · ${closes} 截止` : '时间到了，结果马上出来';
    }
    case 'closed':
      return `${closes} 截止`;
  }
}

/** Who learns what. */
export function secrecyWords(secret: boolean): string {
  return secret ? '不记名：谁投了看得到，投了什么谁也看不到' : '记名：谁投了什么，结束后和名单一起公布';
}

export const CHANNEL_WORDS: Record<VoteChannel, string> = {
  phone: '手机',
  paper: '纸票',
  telephone: '电话',
  door: '上门',
};
