import type { BallotRule } from './ballot-rule.ts';

/** Why a vote can't be taken as it is, as the voter reads it. */
export const CHOICES_PROBLEMS = {
  'not-an-option': '选的不在选项里。',
  repeated: '同一项选了两次。',
  'exactly-one': '请在同意、反对、弃权里选一个。',
  'too-many': '选得太多了。',
  unsorted: '选项的顺序不对，请重新选一次。',
} as const;

export type ChoicesProblem = keyof typeof CHOICES_PROBLEMS;

/**
 * What is wrong with these choices, if anything. They are places of options; only in `ranked` their order
 * means something, and elsewhere they must ascend, so that the same vote is always written the same way.
 *
 * Nothing chosen is an abstention, except in `for-against`, where 弃权 is an option of its own: there it would
 * be a second way to say the same.
 */
export function choicesProblem(
  { method, options }: Pick<BallotRule, 'method' | 'options'>,
  choices: readonly number[],
): ChoicesProblem | null {
  if (choices.some((choice) => !Number.isInteger(choice) || choice < 0 || choice >= options.length)) {
    return 'not-an-option';
  }
  if (new Set(choices).size < choices.length) return 'repeated';
  switch (method.kind) {
    case 'for-against':
      return choices.length === 1 ? null : 'exactly-one';
    case 'one-of':
      return choices.length <= 1 ? null : 'too-many';
    case 'up-to':
      if (choices.length > method.most) return 'too-many';
      return isAscending(choices) ? null : 'unsorted';
    case 'ranked':
      return null;
  }
}

function isAscending(choices: readonly number[]): boolean {
  return choices.every((choice, place) => place === 0 || choice > (choices[place - 1] ?? choice));
}
