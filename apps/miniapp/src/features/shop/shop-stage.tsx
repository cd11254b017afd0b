import type { Arrival, MerchantDay } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import { arrivalLine, arrivalWords } from './arrival-words';
import './shop-stage.scss';
import { sayNumber } from '@/ui/figures';

export interface ShopStageProps {
  /** What arrived just now, in the largest letters; the figures wait meanwhile. */
  fresh: Arrival | undefined;
  /** What arrived last, when it is no longer fresh. */
  last: Arrival | undefined;
  figures: MerchantDay | undefined;
  /** The line is down. */
  broken: boolean;
  /** At the end of the first line. */
  end: ReactNode;
}

/** The one place that the shop looks at: what just came, else how the day stands. It keeps its size. */
export function ShopStage({ fresh, last, figures, broken, end }: ShopStageProps) {
  return (
    <View className={stageClass(fresh)}>
      {/* In elder mode what just came needs all the room. */}
      <View className={fresh ? 'shop-stage__head in-ordinary-size-only' : 'shop-stage__head'}>
        <View className={broken ? 'shop-stage__line shop-stage__line--broken' : 'shop-stage__line'}>
          <Icon name={broken ? 'offline' : 'bell'} size="small" />
          <View {...aria({ role: 'status', live: 'polite' })}>
            {broken ? '连线中断，正在重连' : '正在等客人'}
          </View>
        </View>
        {end}
      </View>
      <View className="shop-stage__middle" {...aria({ role: 'status', live: 'assertive' })}>
        {fresh ? (
          <Fresh key={`${fresh.kind} ${fresh.id}`} arrival={fresh} />
        ) : (
          <Figures figures={figures} last={last} />
        )}
      </View>
    </View>
  );
}

function stageClass(fresh: Arrival | undefined): string {
  if (!fresh) return 'shop-stage';
  return fresh.kind === 'redemption-held' ? 'shop-stage shop-stage--waiting' : 'shop-stage shop-stage--good';
}

function Fresh({ arrival }: { arrival: Arrival }) {
  const { what, largest, whose } = arrivalWords(arrival);
  return (
    <View className="shop-stage__fresh">
      <View className="shop-stage__what">
        <Icon name={arrival.kind === 'redemption-held' ? 'clock' : 'check'} />
        <View className="shop-stage__words">{what}</View>
        <View className="figures">{whose}</View>
      </View>
      <View
        className={
          largest.length > LONG_TITLE
            ? 'shop-stage__largest shop-stage__largest--long'
            : 'shop-stage__largest'
        }
      >
        {largest}
      </View>
    </View>
  );
}

/** More characters than two of the widest lines hold. */
const LONG_TITLE = 10;

function Figures({ figures, last }: { figures: MerchantDay | undefined; last: Arrival | undefined }) {
  return (
    <>
      <View className="shop-stage__figures figures">
        <Figure label="今天签到" value={figures?.checkIns} unit="人" />
        <Figure label="今天核销" value={figures?.redemptionsFulfilled} unit="张" />
        <Figure label="收到积分" value={figures?.pointsReceived} unit="分" />
      </View>
      <View className="shop-stage__last">
        {last
          ? `最近：${arrivalLine(last)} · ${sayInstant(new Date(last.at), streetNow())}`
          : figures && figures.redemptionsHeld > 0
            ? `还有 ${figures.redemptionsHeld} 张券等着核销`
            : '客人扫上面的码，就能签到、兑换'}
      </View>
    </>
  );
}

function Figure({ label, value, unit }: { label: string; value: number | undefined; unit: string }) {
  return (
    <View className="shop-stage__figure">
      <View className="shop-stage__value">
        {value === undefined ? '––' : sayNumber(value)}
        <View className="shop-stage__unit">{unit}</View>
      </View>
      <View className="shop-stage__label">{label}</View>
    </View>
  );
}
