import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { aria } from './aria';

export interface TurningClockProps {
  /** The instant, in milliseconds of the street's clock, at which the code turns. */
  validUntilMs: number;
  /** How long one code lives. */
  periodSeconds?: number;
  /** How far the street's clock is ahead of this phone's. */
  offsetMs?: number;
}

/** A clock that visibly runs beside a turning code: a screenshot stands still and convinces nobody. */
export function TurningClock({ validUntilMs, periodSeconds = 30, offsetMs = 0 }: TurningClockProps) {
  const nowMs = useEachSecond() + offsetMs;
  const left = Math.min(periodSeconds, Math.max(0, Math.ceil((validUntilMs - nowMs) / 1000)));
  return (
    <View className="turning-clock" {...aria({ role: 'timer', label: `还有 ${left} 秒换新码` })}>
      <View className="turning-clock__line figures">
        <Text className="turning-clock__time">{clockOf(nowMs)}</Text>
        <Text className="turning-clock__left">{left > 0 ? `${left} 秒后换新码` : '正在换新码'}</Text>
      </View>
      <View className="turning-clock__track">
        <View
          className="turning-clock__bar"
          style={{ transform: `scaleX(${Math.round((left / periodSeconds) * 1000) / 1000})` }}
        />
      </View>
    </View>
  );
}

/** The instant now, anew at the turn of every second. */
function useEachSecond(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNowMs(Date.now());
      timer = setTimeout(tick, 1000 - (Date.now() % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return nowMs;
}

const STREET_OFFSET_MS = 8 * 3_600_000;

/** The street's time of day, whatever zone the phone thinks it is in. */
function clockOf(instantMs: number): string {
  return new Date(instantMs + STREET_OFFSET_MS).toISOString().slice(11, 19);
}
