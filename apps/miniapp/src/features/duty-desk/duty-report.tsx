import type { RosterReport, RosterReportRow } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { useMutation, useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Days } from '@/features/duty/use-month';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { fetchFile } from '@/services/files';
import { notify } from '@/services/notices';
import { openSpreadsheet } from '@/services/open-spreadsheet';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { DayInput } from '@/ui/day-input';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { SegmentedTabs } from '@/ui/segmented-tabs';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import './duty-report.scss';
import { laterOf, reportDays, sameDays } from './plan-days';
import { needsAWord, patrolWords, reportSentence, rowWords, sheetName } from './report-words';

type UsualReport = keyof ReturnType<typeof reportDays>;

/** How everybody did: all shops in a sentence, each shop in a row, and the same as a spreadsheet. */
export function DutyReport({ rosterId }: { rosterId: string }) {
  const usual = reportDays(localDay(streetNow()));
  const [days, setDays] = useState<Days>(usual['four-weeks']);
  const report = useQuery({
    queryKey: ['duty', 'report', rosterId, days.from, days.to],
    queryFn: () =>
      api.call('GET /v1/rosters/{rosterId}/report', { params: { rosterId }, query: { ...days } }),
  });
  const downloading = useMutation({
    mutationFn: async (read: RosterReport) => {
      const address = await fetchFile('GET /v1/rosters/{rosterId}/report.xlsx', {
        params: { rosterId },
        query: { from: read.from, to: read.to },
      });
      await openSpreadsheet(address, sheetName(read));
    },
    onSuccess: () => process.env.TARO_ENV === 'h5' && notify('表格下载好了。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const { data } = report;
  return (
    <Page
      title="值日报表"
      bottom={
        <Button
          kind="main"
          icon="download"
          text="下载表格"
          loading={downloading.isPending}
          disabledReason={data === undefined ? '先等报表出来' : undefined}
          onTap={() => data && downloading.mutate(data)}
        />
      }
    >
      <Section title="哪些天">
        <Choices
          label="常用的"
          choices={(Object.keys(USUAL_WORDS) as UsualReport[]).map((key) => ({
            key,
            text: USUAL_WORDS[key],
          }))}
          selected={(Object.keys(USUAL_WORDS) as UsualReport[]).find((key) => sameDays(usual[key], days))}
          onSelect={(key) => setDays(usual[key])}
        />
        <DayInput
          label="从哪天"
          day={days.from}
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
        query={report}
        skeleton={
          <Card>
            <Skeleton rows={6} />
          </Card>
        }
        lost="值日的记录都在，没有丢。"
      >
        {(read) => <Read report={read} />}
      </Loaded>
    </Page>
  );
}

const USUAL_WORDS: Record<UsualReport, string> = {
  'four-weeks': '最近四周',
  'this-month': '这个月到今天',
  'last-month': '上个月',
};

type Shown = 'all' | 'trouble';

function Read({ report }: { report: RosterReport }) {
  const [shown, setShown] = useState<Shown>('all');
  const trouble = report.rows.filter(needsAWord);
  const rows = shown === 'all' ? turnsFirst(report.rows) : trouble;
  return (
    <>
      <Card>
        <View className="duty-report__sentence figures">{reportSentence(report)}</View>
      </Card>
      <SegmentedTabs
        label="看哪些店"
        tabs={[
          { key: 'all', text: `全部 ${report.rows.length} 家` },
          { key: 'trouble', text: `缺班晚到 ${trouble.length} 家` },
        ]}
        selected={shown}
        onSelect={setShown}
      />
      <Card flush>
        {rows.length === 0 ? (
          <Empty icon="check" title="没有缺班和晚到" how="这些天大家都按时来了。" />
        ) : null}
        {rows.map((row) => (
          <ListRow
            key={row.merchantId}
            title={row.merchantName}
            detail={rowWords(row)}
            note={row.due > 0 ? patrolWords(row) : undefined}
            end={
              row.missed > 0 ? (
                <Tag tone="alarm" text={`缺 ${row.missed} 班`} />
              ) : row.late > 0 ? (
                <Tag tone="amber" text={`晚到 ${row.late} 次`} />
              ) : undefined
            }
          />
        ))}
      </Card>
    </>
  );
}

/** Otherwise as the roster has them: who had no turn comes last. */
function turnsFirst(rows: readonly RosterReportRow[]): RosterReportRow[] {
  return [...rows.filter(({ due }) => due > 0), ...rows.filter(({ due }) => due === 0)];
}
