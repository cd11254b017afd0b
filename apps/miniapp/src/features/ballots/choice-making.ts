import type { BallotRule } from '@shangju/contracts';

/** What a voter has tapped so far. */
export interface ChoiceDraft {
  /** Options by their place; in a ranked ballot in the order of liking. */
  chosen: readonly number[];
  /** Takes part without choosing anything; `for-against` has an option for that instead. */
  abstains: boolean;
}

type Asked = Pick<BallotRule, 'method' | 'options'>;

export const NOTHING_CHOSEN: ChoiceDraft = { chosen: [], abstains: false };

/** The draft that says what has been cast already. */
export function draftOf(choices: readonly number[]): ChoiceDraft {
  return { chosen: choices, abstains: choices.length === 0 };
}

/** Chooses an option, or takes it back where several can be chosen; what is too much changes nothing. */
export function tapOption({ method }: Asked, { chosen }: ChoiceDraft, option: number): ChoiceDraft {
  switch (method.kind) {
    case 'for-against':
    case 'one-of':
      return { chosen: [option], abstains: false };
    case 'up-to':
    case 'ranked': {
      if (chosen.includes(option)) return without(option, chosen);
      const most = method.kind === 'up-to' ? method.most : Number.POSITIVE_INFINITY;
      if (most === 1) return { chosen: [option], abstains: false };
      return { chosen: chosen.length < most ? [...chosen, option] : chosen, abstains: false };
    }
  }
}

/** Says, or takes back, that nothing is chosen on purpose. */
export function tapAbstention({ abstains }: ChoiceDraft): ChoiceDraft {
  return { chosen: [], abstains: !abstains };
}

/** Moves a ranked option one place towards the first. */
export function moveUp({ chosen, abstains }: ChoiceDraft, option: number): ChoiceDraft {
  const place = chosen.indexOf(option);
  if (place < 1) return { chosen, abstains };
  const moved = [...chosen];
  moved.splice(place - 1, 2, option, chosen[place - 1] as number);
  return { chosen: moved, abstains };
}

/** True where this option can be tapped: something is left to be chosen, or it is taken back. */
export function canTap({ method }: Asked, { chosen }: ChoiceDraft, option: number): boolean {
  if (method.kind !== 'up-to' || method.most === 1) return true;
  return chosen.includes(option) || chosen.length < method.most;
}

/** The choices as they are cast; undefined while the voter has not said anything yet. */
export function choicesOf({ method }: Asked, { chosen, abstains }: ChoiceDraft): number[] | undefined {
  if (chosen.length === 0) return abstains ? [] : undefined;
  // Only in a ranked ballot the order means something; elsewhere the same vote is always written the same way.
  return method.kind === 'ranked' ? [...chosen] : [...chosen].sort((one, other) => one - other);
}

/** What to do, above the options: 选一项 · 还可选 2 个 · 照您喜欢的先后点. */
export function howWords({ method, options }: Asked, { chosen }: ChoiceDraft): string {
  switch (method.kind) {
    case 'for-against':
    case 'one-of':
      return '选一项';
    case 'up-to': {
      const left = Math.min(method.most, options.length) - chosen.length;
      if (method.most === 1) return '选一项';
      if (chosen.length === 0) return `最多选 ${method.most} 个`;
      return left > 0 ? `还可选 ${left} 个` : '选满了，想换先点掉一个';
    }
    case 'ranked':
      if (chosen.length === 0) return '照您喜欢的先后，一个一个点；可以只排几个';
      return chosen.length < options.length ? `排了 ${chosen.length} 个，可以接着点` : '都排好了';
  }
}

/** Why it can't be cast yet. */
export function missingWords({ method }: Asked): string {
  switch (method.kind) {
    case 'for-against':
      return '先在上面选一项';
    case 'ranked':
      return '先排至少一个，或者选弃权';
    default:
      return '先在上面选，或者选弃权';
  }
}

function without(option: number, chosen: readonly number[]): ChoiceDraft {
  return { chosen: chosen.filter((one) => one !== option), abstains: false };
}
