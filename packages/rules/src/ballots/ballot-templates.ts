import { type BallotRule, FOR_AGAINST_OPTIONS, type Quorum, type Threshold } from './ballot-rule.ts';

/** What a template fixes. Who votes is always for the publisher to say; options where they are null. */
export type TemplateRule = Omit<BallotRule, 'registers' | 'options'> & {
  readonly options: readonly string[] | null;
};

export interface BallotTemplate {
  readonly key: string;
  readonly name: string;
  /** When one takes it, in one line. */
  readonly about: string;
  readonly rule: TemplateRule;
}

const TWO_THIRDS = { numerator: 2, denominator: 3 };
const THREE_QUARTERS = { numerator: 3, denominator: 4 };
const HALF = { numerator: 1, denominator: 2 };

const TWO_THIRDS_TAKE_PART: Quorum = { share: TWO_THIRDS, base: 'eligible' };
const OVER_HALF: Threshold = { share: HALF, kind: 'more-than', base: 'cast' };

const FOR_AGAINST = { method: { kind: 'for-against' }, options: FOR_AGAINST_OPTIONS } as const;
const OPEN = { byArea: false, secret: false, changeable: true, showsTurnout: true };
const SECRET = { ...OPEN, secret: true };
const OWNERS = { ...OPEN, byArea: true };

/**
 * The usual rules. The first two follow the model charter of associations (社会团体章程示范文本): two thirds
 * must attend, more than half of those decide, two thirds for the charter itself. Those of owners follow the
 * Civil Code, art. 278: two thirds by number and area take part; more than half of them by both decide, three
 * quarters the matters of its items 6 to 8.
 */
export const BALLOT_TEMPLATES: readonly BallotTemplate[] = [
  {
    key: 'ordinary',
    name: '普通决议',
    about: '日常事项：三分之二参加，过半数同意就通过',
    rule: { ...FOR_AGAINST, ...OPEN, quorum: TWO_THIRDS_TAKE_PART, threshold: OVER_HALF },
  },
  {
    key: 'major',
    name: '重大事项',
    about: '改章程、公约、会费这样的大事：三分之二参加，三分之二同意才通过',
    rule: {
      ...FOR_AGAINST,
      ...OPEN,
      quorum: TWO_THIRDS_TAKE_PART,
      threshold: { share: TWO_THIRDS, kind: 'at-least', base: 'cast' },
    },
  },
  {
    key: 'owners-general',
    name: '业主共同决定·一般事项',
    about: '民法典第二百七十八条：户数和面积都要三分之二参加、参加者过半数同意',
    rule: { ...FOR_AGAINST, ...OWNERS, quorum: TWO_THIRDS_TAKE_PART, threshold: OVER_HALF },
  },
  {
    key: 'owners-major',
    name: '业主共同决定·重大事项',
    about: '筹集维修资金、改建重建、改变共有部分用途：户数和面积都要三分之二参加、参加者四分之三同意',
    rule: {
      ...FOR_AGAINST,
      ...OWNERS,
      quorum: TWO_THIRDS_TAKE_PART,
      threshold: { share: THREE_QUARTERS, kind: 'at-least', base: 'cast' },
    },
  },
  {
    key: 'pick-one',
    name: '推选一家',
    about: '不记名，从几家里推选一家，票多的选中',
    rule: { ...SECRET, method: { kind: 'one-of' }, options: null, quorum: null, threshold: null },
  },
  {
    key: 'pick-several',
    name: '评优若干家',
    about: '不记名，每票最多选三家，票数最多的三家当选',
    rule: {
      ...SECRET,
      method: { kind: 'up-to', most: 3, seats: 3 },
      options: null,
      quorum: null,
      threshold: null,
    },
  },
  {
    key: 'rank',
    name: '排序选一',
    about: '不记名，把几个方案按喜欢的先后排好，选出大多数人能接受的一个',
    rule: { ...SECRET, method: { kind: 'ranked' }, options: null, quorum: null, threshold: null },
  },
  {
    key: 'opinion',
    name: '征求意见',
    about: '先听听大家的想法，参加多少都算，同意的比反对的多就算大家赞成',
    rule: { ...FOR_AGAINST, ...OPEN, quorum: null, threshold: null },
  },
];
