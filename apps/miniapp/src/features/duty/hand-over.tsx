import type { Shift } from '@shangju/contracts';
import { sayRemaining } from '@shangju/rules';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { CodeOnScreen } from '@/features/codes/code-on-screen';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { usePageShown } from '@/services/page-shown';
import { sendOrKeep } from '@/services/pending-sends';
import { goBack } from '@/services/places';
import { queryClient } from '@/services/query-client';
import { playArrival } from '@/services/sound';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Sheet } from '@/ui/sheet';
import { aboutAct, sayClock } from './duty-words';
import './hand-over.scss';
import { usePlaqueCode } from './use-plaque-code';
import { useRoster } from './use-shift';
import { useStewards } from './use-stewards';

/** The plaque in my hands: its code for the next steward, or the way home where nobody comes. */
export function HandOver({ shift }: { shift: Shift }) {
  const shown = usePageShown();
  const plaque = usePlaqueCode(shift.id, shown);
  const [leaving, setLeaving] = useState(false);
  const next = useStewards({ watched: false }).data?.find(({ roster }) => roster.id === shift.rosterId)?.next;
  useEffect(() => {
    if (!plaque.isOver) return;
    playArrival();
    for (const area of ['mine', 'duty']) void queryClient.invalidateQueries({ queryKey: [area] });
  }, [plaque.isOver]);
  if (plaque.isOver) return <HandedOver rosterId={shift.rosterId} />;
  return (
    <>
      <View className="hand-over__say">
        {next
          ? `请 ${next.merchantName} 扫码接班（${sayClock(new Date(next.startsAt))} 起）`
          : '请下一班扫码接班'}
      </View>
      <CodeOnScreen
        turning={plaque}
        shown={shown}
        label="值日牌的码，请下一班扫"
        offline="下一班可以扫值日牌背面的码接班。连上网，这里的码会自己出来。"
        lost="下一班也可以扫值日牌背面的码接班。"
      />
      {shift.status === 'on-duty' ? (
        <Button icon="logout" text="没人来接，先下班" onTap={() => setLeaving(true)} />
      ) : (
        <View>您已经下班，值日牌先放在店里，别家扫走就好。</View>
      )}
      {leaving ? <CheckOutSheet shift={shift} onClose={() => setLeaving(false)} /> : null}
    </>
  );
}

function HandedOver({ rosterId }: { rosterId: string }) {
  const holder = useRoster(rosterId).data?.plaque.holderName;
  return (
    <Card className="hand-over__done">
      <Icon name="check" size="large" />
      <View className="hand-over__words" {...aria({ role: 'status', live: 'assertive' })}>
        交班好了，辛苦您
      </View>
      {holder === undefined ? null : <View>值日牌现在在 {holder}</View>}
      <Button text="好" onTap={goBack} />
    </Card>
  );
}

function CheckOutSheet({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const now = streetNow();
  const leftMs = Date.parse(shift.endsAt) - now.getTime();
  const leaving = useMutation({
    mutationFn: () =>
      sendOrKeep(
        'POST /v1/shifts/{shiftId}/check-out',
        { params: { shiftId: shift.id }, body: { happenedAt: streetNow().toISOString() } },
        aboutAct('下班', shift, streetNow()),
      ),
    onSuccess: (sent) => {
      if (sent.kept) notify('没有网络，下班已经记在手机里，连上就发。');
      else if (sent.answer.pointsEarned > 0)
        notify(`下班了，+${sent.answer.pointsEarned} 分，辛苦您。`, 'good');
      else notify('下班了，辛苦您。', 'good');
      onClose();
    },
    onError: (failure) => {
      notify(failureWords(failure), 'alarm');
      onClose();
    },
  });
  return (
    <Sheet
      open
      question="没人来接，现在下班？"
      detail={`值日牌先放在您店里，下一班来了给他扫码。${leftMs > 0 ? `离这一班结束${sayRemaining(leftMs)}。` : ''}`}
      confirmText="下班"
      busy={leaving.isPending}
      onConfirm={() => leaving.mutate()}
      onCancel={onClose}
    />
  );
}
