import type { PlannedShift, Roster } from '@shangju/contracts';
import { addDays, localDay } from '@shangju/rules';
import { useMutation, useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { sayDay, sayHours } from '@/features/duty/duty-words';
import { byDay, type Days } from '@/features/duty/use-month';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { goBack } from '@/services/places';
import { queryClient } from '@/services/query-client';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { DayInput } from '@/ui/day-input';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { laterOf, sameDays, type UsualDays, usualDays } from './plan-days';
import { countPlan, planSentence, publishedWords } from './plan-words';
import './publish-roster.scss';

const DAYS_SHOWN_AT_FIRST = 7;

/** Which days, what they would bring, and one act: 发布. */
export function PublishRoster({ roster, asked }: { roster: Roster; asked: Days | UsualDays | undefined }) {
  const today = localDay(streetNow());
  const usual = usualDays(roster.publishedUntil, today);
  const [days, setDays] = useState<Days>(() =>
    typeof asked === 'object' ? asked : usual[asked ?? 'onward'],
  );
  const plan = useQuery({
    queryKey: ['duty', 'plan', roster.id, days.from, days.to, roster.updatedAt],
    queryFn: () =>
      api.call('GET /v1/rosters/{rosterId}/plan', { params: { rosterId: roster.id }, query: days }),
    // What was worked or swapped meanwhile changes it.
    staleTime: 0,
  });
  const publishing = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/rosters/{rosterId}/publish',
        { params: { rosterId: roster.id }, body: days },
        `发布排班 · ${roster.name}`,
      ),
    onSuccess: (counts) => {
      void queryClient.invalidateQueries({ queryKey: ['duty'] });
      notify(publishedWords(counts), 'good');
      goBack();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const chosen = (Object.keys(USUAL_WORDS) as UsualDays[]).find((key) => sameDays(usual[key], days));
  return (
    <Page
      title="发布排班"
      bottom={
        <Button
          kind="main"
          text="发布"
          loading={publishing.isPending}
          disabledReason={plan.data === undefined ? waitingReason(plan.error) : undefined}
          onTap={() => publishing.mutate()}
        />
      }
    >
      <Section title="排哪些天">
        <Choices
          label="常用的"
          choices={(Object.keys(USUAL_WORDS) as UsualDays[]).map((key) => ({ key, text: USUAL_WORDS[key] }))}
          selected={chosen}
          onSelect={(key) => setDays(usual[key])}
        />
        <DayInput
          label="从哪天"
          day={days.from}
          first={today}
          onChange={(from) => setDays({ from, to: laterOf(days.to, from) })}
        />
        <DayInput
          label="到哪天"
          day={days.to}
          first={days.from}
          onChange={(to) => setDays({ ...days, to })}
        />
      </Section>
      <Loaded
        query={plan}
        skeleton={
          <Card>
            <Skeleton rows={4} />
          </Card>
        }
        lost="还没有发布，什么都没有变。"
      >
        {({ items, kept }) => (
          <Plan key={`${days.from} ${days.to}`} roster={roster} days={days} items={items} kept={kept} />
        )}
      </Loaded>
    </Page>
  );
}

function Plan({
  roster,
  days,
  items,
  kept,
}: {
  roster: Roster;
  days: Days;
  items: PlannedShift[];
  kept: number;
}) {
  const [all, setAll] = useState(false);
  const counts = countPlan(items, roster.members);
  const planned = [...byDay(items)];
  const shown = all ? planned : planned.slice(0, DAYS_SHOWN_AT_FIRST);
  return (
    <>
      <Card>
        <View className="publish-roster__sentence">{planSentence(days, counts, kept)}</View>
        <View className="publish-roster__soft">
          发布后各家在“我的值日”里看得到。值过的、换好的、缺了的班都不会动。
        </View>
      </Card>
      {items.length > 0 ? (
        <>
          <Section title="每家几班">
            <Card flush>
              {counts.groups.map(({ turns, names }) => (
                <ListRow
                  key={turns}
                  title={turns === 0 ? '没有轮到' : `各 ${turns} 班`}
                  detail={
                    names.length > NAMES_MAX ? `${names.slice(0, NAMES_MAX).join('、')} 等` : names.join('、')
                  }
                  end={`${names.length} 家`}
                />
              ))}
            </Card>
          </Section>
          <Section title="一天一天看">
            <Card flush>
              {shown.map(([day, shifts]) => (
                <DayRow key={day} day={day} shifts={shifts} />
              ))}
              {shown.length < planned.length ? (
                <Button kind="quiet" text={`看全部 ${planned.length} 天`} onTap={() => setAll(true)} />
              ) : null}
            </Card>
          </Section>
        </>
      ) : null}
    </>
  );
}

function DayRow({ day, shifts }: { day: string; shifts: readonly PlannedShift[] }) {
  return (
    <View className="publish-roster__day">
      <View className="publish-roster__date figures">{sayDay(day, streetNow())}</View>
      {shifts.map((shift) => (
        <View key={shift.startsAt} className="publish-roster__shift">
          <View className="publish-roster__soft figures">
            {shift.name} {sayHours(shift)}
          </View>
          <View className="publish-roster__who">{shift.merchantName}</View>
        </View>
      ))}
    </View>
  );
}

const USUAL_WORDS: Record<UsualDays, string> = {
  onward: '接着往后排',
  'next-month': '下个月',
  anew: '明天起重排四周',
};

const NAMES_MAX = 12;

function waitingReason(failure: Error | null): string {
  return failure === null ? '正在算这些天怎么排' : failureWords(failure);
}

/** Of a page's address: 2026-12-01 alone is that day. */
export function askedDays(from: string | undefined, to: string | undefined): Days | undefined {
  return from !== undefined && isDay(from) && to !== undefined && isDay(to) ? { from, to } : undefined;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}
