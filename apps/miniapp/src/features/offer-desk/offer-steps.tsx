import type { LimitPeriod, Merchant } from '@shangju/contracts';
import { addDays, dayStart, localDay } from '@shangju/rules';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { DayInput } from '@/ui/day-input';
import { Field } from '@/ui/field';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import { Tag } from '@/ui/tag';
import { DESCRIPTION_MAX, type OfferForm, type OfferFormErrors, TITLE_MAX } from './offer-form';
import { firstDay, lastDay } from './offer-words';

export interface StepProps {
  form: OfferForm;
  set: (change: Partial<OfferForm>) => void;
  /** Of the fields that the person has been asked to put right. */
  errors: OfferFormErrors;
  merchantId: string;
}

/** What the guest gets. */
export function WhatStep({ form, set, errors }: StepProps) {
  return (
    <>
      <Field
        label="能换什么"
        placeholder="重庆小面抵 5 元"
        hint="写短一点，客人一眼看懂。"
        maxLength={TITLE_MAX}
        value={form.title}
        error={errors.title}
        onChange={(title) => set({ title })}
      />
      <Field
        long
        label="补充几句（可以不写）"
        placeholder="堂食任意一碗抵 5 元，加蛋另算。"
        hint="有什么限制、什么时候能用，先说清楚。"
        maxLength={DESCRIPTION_MAX}
        value={form.description}
        onChange={(description) => set({ description })}
      />
    </>
  );
}

/** What it costs, and how many there are. */
export function PriceStep({ form, set, errors, merchantId }: StepProps) {
  const merchant = useQuery({
    queryKey: ['merchant', merchantId],
    queryFn: () => api.call('GET /v1/merchants/{merchantId}', { params: { merchantId } }),
  });
  return (
    <>
      <Field
        label="要多少分"
        type="number"
        placeholder="20"
        hint={priceHint(Number(form.price), merchant.data)}
        value={form.price}
        error={errors.price}
        onChange={(price) => set({ price })}
      />
      <Card flush>
        <Switch
          label="限量"
          detail="换完就停，随时可以再加"
          on={form.limitedStock}
          onChange={(limitedStock) => set({ limitedStock })}
        />
      </Card>
      {form.limitedStock ? (
        <Field
          label="还有多少份"
          type="number"
          value={form.stock}
          error={errors.stock}
          onChange={(stock) => set({ stock })}
        />
      ) : null}
    </>
  );
}

function priceHint(price: number, merchant: Merchant | undefined): string | undefined {
  if (!merchant || merchant.pointsPerCheckIn < 1) return undefined;
  const each = `居民到店签到一次得 ${merchant.pointsPerCheckIn} 分`;
  if (!(price >= 1)) return `${each}。`;
  return `${each}，${price} 分要签到 ${Math.ceil(price / merchant.pointsPerCheckIn)} 次。`;
}

/** How often one person may redeem it, and how long a voucher is good. */
export function LimitStep({ form, set }: StepProps) {
  return (
    <>
      <Card flush>
        <Switch
          label="限次数"
          detail="照顾更多的人都能换到"
          on={form.limitedTimes}
          onChange={(limitedTimes) => set({ limitedTimes })}
        />
        {form.limitedTimes ? (
          <Stepper
            label="每人"
            value={form.times}
            unit=" 次"
            min={1}
            max={1000}
            onChange={(times) => set({ times })}
          />
        ) : null}
      </Card>
      {form.limitedTimes ? (
        <Choices
          label="多久算一轮"
          choices={PERIODS}
          selected={form.period}
          onSelect={(period) => set({ period })}
        />
      ) : null}
      <Choices
        label="换到的券多久内要用"
        choices={voucherChoices(form.voucherMinutes)}
        selected={String(form.voucherMinutes)}
        onSelect={(minutes) => set({ voucherMinutes: Number(minutes) })}
      />
    </>
  );
}

const PERIODS: readonly { key: LimitPeriod; text: string }[] = [
  { key: 'day', text: '每天' },
  { key: 'week', text: '每周' },
  { key: 'month', text: '每月' },
  { key: 'ever', text: '一共' },
];

const VOUCHER_MINUTES = [30, 60, 120, 240, 1440];

/** The usual ones, and what the offer has already. */
function voucherChoices(present: number): { key: string; text: string }[] {
  const all = VOUCHER_MINUTES.includes(present)
    ? VOUCHER_MINUTES
    : [...VOUCHER_MINUTES, present].sort((a, b) => a - b);
  return all.map((minutes) => ({
    key: String(minutes),
    text: minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`,
  }));
}

/** From and until which day. */
export function DaysStep({ form, set, errors }: StepProps) {
  const today = localDay(streetNow());
  const { availableFrom, availableUntil } = form;
  return (
    <>
      <Choices
        label="从哪天开始"
        choices={FROM}
        selected={availableFrom === null ? 'now' : 'day'}
        onSelect={(key) => set({ availableFrom: key === 'now' ? null : startOf(today) })}
      />
      {availableFrom === null ? null : (
        <DayInput
          label="开始那天"
          day={firstDay(availableFrom)}
          first={earlier(today, firstDay(availableFrom))}
          onChange={(day) => set({ availableFrom: startOf(day) })}
        />
      )}
      <Choices
        label="到哪天结束"
        choices={UNTIL}
        selected={availableUntil === null ? 'never' : 'day'}
        onSelect={(key) =>
          set({ availableUntil: key === 'never' ? null : endOf(addDays(today, DAYS_AT_FIRST)) })
        }
      />
      {availableUntil === null ? null : (
        <DayInput
          label="最后一天"
          day={lastDay(availableUntil)}
          first={earlier(today, lastDay(availableUntil))}
          onChange={(day) => set({ availableUntil: endOf(day) })}
        />
      )}
      {errors.availableUntil ? <Tag tone="alarm" text={errors.availableUntil} /> : null}
    </>
  );
}

const FROM = [
  { key: 'now', text: '通过就开始' },
  { key: 'day', text: '选日子' },
] as const;

const UNTIL = [
  { key: 'never', text: '一直有' },
  { key: 'day', text: '选日子' },
] as const;

/** What is proposed for an end, to be changed. */
const DAYS_AT_FIRST = 30;

const startOf = (day: string): string => dayStart(day).toISOString();
const endOf = (day: string): string => startOf(addDays(day, 1));
const earlier = (one: string, other: string): string => (one < other ? one : other);
