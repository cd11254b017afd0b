import type { Ballot } from '@shangju/contracts';
import { Sheet } from '@/ui/sheet';

/** The one question before a vote is cast or changed: it repeats the vote in words and says what holds after. */
export function CastSheet({
  ballot,
  ...sheet
}: {
  ballot: Pick<Ballot, 'rule' | 'secret'>;
  open: boolean;
  question: string;
  confirmText: string;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const changeable = ballot.rule.changeable ? '截止前可以改。' : '投出后不能改。';
  const known = ballot.secret ? '投了什么，别人看不到。' : '结束后会公布。';
  return <Sheet {...sheet} detail={`${changeable}${known}`} cancelText="再想想" />;
}
