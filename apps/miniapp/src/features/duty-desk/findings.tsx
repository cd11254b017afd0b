import type { Patrol, Roster } from '@shangju/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { PatrolRecord } from '@/features/duty/patrol-record';
import { useRoster } from '@/features/duty/use-shift';
import { api } from '@/services/api';
import { notify } from '@/services/notices';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Page } from '@/ui/page';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { findingPlace } from './finding-place';
import './findings.scss';
import { View } from '@tarojs/components';
import { Icon } from '@/ui/icon';
import { type RosterPlace, rosterPage } from './roster-pages';

/** What stewards found and can not mend alone: who, when, what, where, with pictures, newest first. */
export function Findings({ place }: { place: RosterPlace }) {
  useRefreshOnReturn();
  const { rosterId } = place;
  const roster = useRoster(rosterId).data;
  const findings = useInfiniteQuery({
    queryKey: ['duty', 'findings', rosterId],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/rosters/{rosterId}/findings', {
        params: { rosterId },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Page title="要人处理的事">
      <PagedList
        query={findings}
        skeletonRows={6}
        lost="记下的都在，没有丢。"
        row={(finding) => <Finding finding={finding} roster={roster} place={place} />}
        empty={
          <Empty
            icon="check"
            title="没有要人处理的事"
            how="管家巡查时发现自己办不了的，点“要人处理”，就会带着照片到这里。"
          />
        }
      />
    </Page>
  );
}

function Finding({
  finding,
  roster,
  place,
}: {
  finding: Patrol;
  roster: Roster | undefined;
  place: RosterPlace;
}) {
  const { location } = finding;
  return (
    <Card>
      <PatrolRecord patrol={finding} names />
      <View className="findings__place figures">
        <Icon name="location" size="small" />
        <View>{findingPlace(location, roster)}</View>
      </View>
      <View className="findings__acts">
        {location === null ? null : (
          <Button narrow icon="location" text={PLACE_ACT} onTap={() => void showPlace(location, roster)} />
        )}
        <Button
          narrow
          kind="quiet"
          text="看这一班"
          onTap={() => openPage(rosterPage('roster-shift', place, { shiftId: finding.shiftId }))}
        />
      </View>
    </Card>
  );
}

const PLACE_ACT = process.env.TARO_ENV === 'weapp' ? '看地图' : '复制经纬度';

/** WeChat has a map; a browser hands the place on to whichever the person uses. */
async function showPlace(
  { latitude, longitude }: NonNullable<Patrol['location']>,
  roster: Roster | undefined,
): Promise<void> {
  if (process.env.TARO_ENV === 'weapp') {
    await Taro.openLocation({ latitude, longitude, name: roster?.lane ?? '发现的地方' });
    return;
  }
  await Taro.setClipboardData({ data: `${latitude},${longitude}` });
  notify('经纬度复制好了，贴到地图里就能找到。', 'good');
}
