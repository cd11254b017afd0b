import type { Ballot, UnitInBallot } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Tag } from '@/ui/tag';
import { CHANNEL_WORDS, sayChoices } from './ballot-words';
import { useReceiptsIn } from './kept-receipts';
import './unit-cast.scss';

/** That a unit of mine has voted: who, when and how; what only where the ballot is open. */
export function UnitCast({
  ballot,
  unit: { id, name, cast, choices },
  now,
  onChange,
}: {
  ballot: Pick<Ballot, 'id' | 'rule'>;
  unit: UnitInBallot;
  now: Date;
  onChange: (() => void) | undefined;
}) {
  const kept = useReceiptsIn(ballot.id).find(({ unitId }) => unitId === id);
  if (cast === null) return null;
  const who = cast.byMe ? '您' : ` ${cast.byName} `;
  return (
    <Card>
      <View className="unit-cast__head">
        <View className="unit-cast__name">{name}</View>
        <Tag tone="green" text="投了" />
      </View>
      <View>
        {sayInstant(new Date(cast.at), now)}{' '}
        {cast.channel === 'phone' ? `由${who}用手机投出` : `${CHANNEL_WORDS[cast.channel]}，由${who}录入`}
      </View>
      {choices === null ? null : <View>投的是：{sayChoices(ballot.rule, choices)}</View>}
      {kept?.receipt ? (
        <View className="unit-cast__receipt figures">回执码 {kept.receipt.split('-').join(' ')}</View>
      ) : null}
      {onChange ? <Button icon="edit" text={`改 ${name} 的票`} onTap={onChange} /> : null}
    </Card>
  );
}
