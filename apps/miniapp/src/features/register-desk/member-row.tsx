import type { Household, HouseholdMember } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Sheet } from '@/ui/sheet';
import { Tag } from '@/ui/tag';
import './register-desk.scss';
import { useMemberAct } from './use-household';

/** A member of a household, to be verified or taken out, each after one question. */
export function MemberRow({
  household,
  member: { personId, name, numberTail, status, since, alsoAt },
}: {
  household: Household;
  member: HouseholdMember;
}) {
  const [asking, setAsking] = useState<'verify' | 'remove'>();
  const close = () => setAsking(undefined);
  const { id: householdId, address } = household;
  const verifying = useMemberAct({
    act: 'POST /v1/households/{householdId}/members/{personId}/verify',
    about: `核实 ${name} · ${address}`,
    done: `${name}核实了，可以替 ${address} 投票。`,
    onDone: close,
  });
  const removing = useMemberAct({
    act: 'POST /v1/households/{householdId}/members/{personId}/remove',
    about: `移出 ${name} · ${address}`,
    done: `${name}不在 ${address} 了。`,
    onDone: close,
  });
  const params = { householdId, personId };
  const isClaimed = status === 'claimed';
  return (
    <View className="register-desk__member">
      <View className="register-desk__who">
        <View>
          <View className="register-desk__name">{name}</View>
          <View className="register-desk__soft figures">
            编号尾号 {numberTail} · {sayInstant(new Date(since), streetNow())}{' '}
            {isClaimed ? '自己登记' : '登记'}
          </View>
        </View>
        {isClaimed ? <Tag tone="amber" text="等核实" /> : <Tag tone="green" text="核实过" />}
      </View>
      {alsoAt.length > 0 ? (
        <View className="register-desk__caution">
          <Icon name="alert" size="small" />
          <View>也登记在 {alsoAt.join('、')}，问问本人，把过时的那一处移出。</View>
        </View>
      ) : null}
      {isClaimed ? <Button icon="check" text={`核实${name}`} onTap={() => setAsking('verify')} /> : null}
      <View className="register-desk__quiet">
        <Button
          kind="quiet"
          narrow
          text={isClaimed ? `${name}不住这里` : `移出${name}`}
          onTap={() => setAsking('remove')}
        />
      </View>
      <Sheet
        open={asking === 'verify'}
        question={`${name}住在 ${address}？`}
        detail="核实以后就能替这一户投票，一户还是一票。"
        confirmText="核实"
        busy={verifying.isPending}
        onConfirm={() => verifying.mutate({ params })}
        onCancel={close}
      />
      <Sheet
        open={asking === 'remove'}
        question={`把${name}从 ${address} 移出？`}
        detail="以后不能再替这一户投票；已经投出的票不变。"
        confirmText="移出"
        busy={removing.isPending}
        onConfirm={() => removing.mutate({ params })}
        onCancel={close}
      />
    </View>
  );
}
