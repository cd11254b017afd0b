import type { Ballot, BallotRule, PaperVote } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { type BallotForm, type Electorates, listWord } from './ballot-form';

/** 现在开始，3 月 8 日 14:00 截止 */
export function timesSentence(
  { opensAt, closesAt }: Pick<Ballot, 'opensAt' | 'closesAt'>,
  now: Date,
): string {
  const opens =
    Date.parse(opensAt) <= now.getTime() ? '一发布就开始' : `${sayInstant(new Date(opensAt), now)} 开始`;
  return `${opens}，${sayInstant(new Date(closesAt), now)} 截止`;
}

/** Who votes, in a line: 永安里商户 48 家 */
export function whoWords(
  form: Pick<BallotForm, 'who' | 'listed' | 'listName'>,
  electorates: Electorates,
): string {
  const { merchants, households } = electorates;
  const shops = `${merchants.name} ${merchants.eligible} 家`;
  const homes = `${households.name} ${households.eligible} 户`;
  switch (form.who) {
    case 'merchants':
      return shops;
    case 'households':
      return homes;
    case 'both':
      return `${shops}和${homes}，两边都要过`;
    case 'list':
      return `${form.listName.trim() || '名单'} ${form.listed.length} ${listWord(form.listed) === '户' ? '户' : '家'}`;
  }
}

/** What about the rule is not said by its sentence. */
export function fineWords(
  rule: Pick<BallotRule, 'changeable' | 'showsTurnout'>,
  objectionDays: number,
): string {
  return [
    rule.changeable ? '投了能改' : '投了不能改',
    rule.showsTurnout ? '大家看得到几家投了' : '结束前不显示几家投了',
    objectionDays > 0 ? `结束后 ${objectionDays} 天内能提异议` : '结束后不收异议',
  ].join(' · ');
}

/** What became of a vote that was entered for somebody. */
export function enteredWords({ state, unitName }: Pick<PaperVote, 'state' | 'unitName'>): string {
  switch (state) {
    case 'counted':
      return `${unitName}的票算进去了`;
    case 'waiting':
      return `${unitName}的票录好了，等另一位管理员也录一遍`;
    case 'differs':
      return `${unitName}的票，两位录得不一样`;
  }
}

/** How far it is: 一共 48 家，还差 36 家. */
export function turnoutWords(voted: number, eligible: number, unit: string): string {
  if (eligible > 0 && voted === eligible) return `${eligible} ${unit}都投了`;
  return `一共 ${eligible} ${unit}，还差 ${eligible - voted} ${unit}`;
}

/** What a ballot's units are counted in, short; two registers have nothing in common but votes. */
export function unitOf({ registers }: Pick<Ballot, 'registers'>): string {
  const [only, second] = registers;
  if (second !== undefined) return '票';
  return only?.unitWord === '户' ? '户' : '家';
}
