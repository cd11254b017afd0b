import type { MerchantSummary, ProblemSummary, ScanAction } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { PointsChange } from '@/ui/points-change';
import './check-in-card.scss';
import { openLocationSettings } from './phone-location';
import { useCheckIn } from './use-check-in';
import { useMyPoints } from './use-my-points';

/** What being here brings: 签到 +8 分, the reason why not, and afterwards what it brought. */
export function CheckInCard({
  merchant,
  code,
  action,
  onScanAgain,
}: {
  merchant: MerchantSummary;
  code: string;
  action: ScanAction;
  onScanAgain: () => void;
}) {
  const { state, checkIn, checkInWithLocation } = useCheckIn(merchant, code);
  const available = useMyPoints().data?.available;
  switch (state.step) {
    case 'done':
      return (
        <Card className="check-in-card--done">
          <View className="check-in-card__done" {...aria({ role: 'status', live: 'polite' })}>
            <PointsChange points={state.checkIn.points} large />
            <View className="check-in-card__words">
              签到好了，现在有 {available ?? state.checkIn.balance.available} 分
            </View>
          </View>
        </Card>
      );
    case 'sending':
      return (
        <Card title="到店签到">
          <View>
            {state.stuck ? '网络断了，还没发出去。连上网会自动签到，您先逛着。' : '正在签到，马上就好。'}
          </View>
          <Button kind="main" text="正在签到" loading onTap={checkIn} />
        </Card>
      );
    case 'no-location':
      return (
        <Card title="到店签到">
          <View>{state.words}</View>
          {state.denied && openLocationSettings ? (
            <Button text="去打开位置" onTap={openLocationSettings} />
          ) : null}
          <Button kind="main" icon="location" text="再试一次" onTap={checkInWithLocation} />
        </Card>
      );
    case 'refused':
      return (
        <Refused
          refusal={{ code: state.code, detail: state.words }}
          onScanAgain={onScanAgain}
          onLocate={checkInWithLocation}
        />
      );
    case 'ready':
      return action.refusal === null ? (
        <Card title="到店签到">
          <View>您在{merchant.name}，签个到，积分马上到账。</View>
          <Button
            kind="main"
            icon="location"
            text={action.points === null ? '签到' : `签到 +${action.points} 分`}
            onTap={checkIn}
          />
        </Card>
      ) : (
        <Refused refusal={action.refusal} onScanAgain={onScanAgain} onLocate={checkInWithLocation} />
      );
  }
}

const NEEDS_NEW_CODE = new Set(['code-expired', 'code-invalid', 'code-wrong-kind', 'live-code-required']);

/** Why no points come now, and the one next step where there is one. */
function Refused({
  refusal,
  onScanAgain,
  onLocate,
}: {
  refusal: ProblemSummary;
  onScanAgain: () => void;
  onLocate: () => void;
}) {
  return (
    <Card>
      <View className="check-in-card__refusal" {...aria({ role: 'status', live: 'polite' })}>
        <Icon name={refusal.code === 'already-checked-in' ? 'check' : 'info'} />
        <View className="check-in-card__words">{refusal.detail}</View>
      </View>
      {refusal.code === 'location-required' ? (
        <Button kind="main" icon="location" text="允许定位再签到" onTap={onLocate} />
      ) : null}
      {refusal.code === 'outside-fence' ? (
        <Button kind="main" icon="location" text="到店里了，再试一次" onTap={onLocate} />
      ) : null}
      {NEEDS_NEW_CODE.has(refusal.code) ? (
        <Button kind="main" icon="scan" text="再扫一次" onTap={onScanAgain} />
      ) : null}
    </Card>
  );
}
