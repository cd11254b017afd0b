import type { Attendee, Meeting } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { usePageShown } from '@/services/page-shown';
import { streetNow } from '@/services/street-clock';
import { BigNumber } from '@/ui/big-number';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Page } from '@/ui/page';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { ByHandSheet } from './by-hand-sheet';
import { SignInCode } from './sign-in-code';

const EACH_MS = 5_000;

/** The code for those who come, how many have, and by hand for those without a phone. */
export function MeetingSignIn({ meeting }: { meeting: Meeting }) {
  const shown = usePageShown();
  const [byHand, setByHand] = useState(false);
  const isUnderWay = meeting.state === 'under-way';
  const attendance = useInfiniteQuery({
    queryKey: ['meetings', 'attendance', meeting.id],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings/{meetingId}/attendance', {
        params: { meetingId: meeting.id },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
    refetchInterval: shown && isUnderWay ? EACH_MS : false,
  });
  const count = useLiveCount(meeting, shown && isUnderWay);
  return (
    <Page
      title={isUnderWay ? '签到' : '谁来了'}
      {...(isUnderWay
        ? { bottom: <Button icon="edit" text="没带手机的，在这里登记" onTap={() => setByHand(true)} /> }
        : {})}
    >
      {isUnderWay ? <SignInCode meetingId={meeting.id} shown={shown} /> : null}
      <Card>
        <BigNumber label="签到了" value={count} unit="人" />
      </Card>
      <Section title="刚签到的">
        <Card flush>
          <PagedList
            query={attendance}
            row={(attendee) => <Row attendee={attendee} />}
            empty={
              <Empty
                icon="users"
                title="还没有人签到"
                how={isUnderWay ? '请来的人扫上面的码；没带手机的，在下面登记。' : '这次会没有人签到。'}
              />
            }
          />
        </Card>
      </Section>
      {byHand ? <ByHandSheet meeting={meeting} onClose={() => setByHand(false)} /> : null}
    </Page>
  );
}

/** The meeting itself is read once a minute; while people come in, more often. */
function useLiveCount({ id, attendanceCount }: Meeting, live: boolean): number {
  const count = useQuery({
    queryKey: ['meetings', 'count', id],
    queryFn: async () => {
      const read = await api.call('GET /v1/meetings/{meetingId}', { params: { meetingId: id } });
      return read.attendanceCount;
    },
    enabled: live,
    refetchInterval: live ? EACH_MS : false,
  });
  return count.data ?? attendanceCount;
}

function Row({ attendee: { name, unitName, way, at } }: { attendee: Attendee }) {
  const when = sayInstant(new Date(at), streetNow());
  return (
    <ListRow
      icon={way === 'code' ? 'scan' : 'edit'}
      title={unitName === null || unitName === name ? name : `${name} · ${unitName}`}
      detail={`${when} ${way === 'code' ? '扫码' : '登记'}`}
    />
  );
}
