import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { VotesForMeCard } from '@/features/ballots/votes-for-me-card';
import { StreetShops } from '@/features/directory/street-shops';
import { NextTurnCard } from '@/features/duty/next-turn-card';
import { StewardsRow } from '@/features/duty/stewards-row';
import { MyPlaces } from '@/features/identity/my-places';
import { useFreshPerson } from '@/features/identity/use-fresh-person';
import { Welcome } from '@/features/identity/welcome';
import { UnreadNoticesCard } from '@/features/notices/notices-row';
import { OffersWithinReach } from '@/features/offers/offers-within-reach';
import { LargeActions } from '@/features/points/large-actions';
import { MyPointsCard } from '@/features/points/my-points-card';
import { codeOfLaunch, scannedPage } from '@/features/points/scanned-code';
import { useMyPoints } from '@/features/points/use-my-points';
import { useScan } from '@/features/points/use-scan';
import { HeldVouchers } from '@/features/redemptions/held-vouchers';
import { usePageShown, useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { useSession, useSignedIn } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { Together } from '@/ui/together';

export default function HomePage() {
  useLaunchedWithCode();
  useRefreshOnReturn();
  return useSignedIn() ? <SignedInHome /> : <VisitorHome />;
}

function SignedInHome() {
  useFreshPerson();
  const name = useSession((session) => session.person?.name);
  const elderMode = useSession((session) => session.elderMode);
  const points = useMyPoints();
  const scanning = useScan();
  const shown = usePageShown();
  return (
    <Page title={name ? `${name}，您好` : '您好'} inTab>
      <MyPointsCard />
      {elderMode ? (
        <LargeActions />
      ) : (
        <Button kind="main" icon="scan" text="扫一扫" loading={scanning.busy} onTap={scanning.start} />
      )}
      <Together skeleton={<PartsOnTheirWay />}>
        <VotesForMeCard />
        <UnreadNoticesCard />
        <NextTurnCard watched={shown} />
        <HeldVouchers />
        <MyPlaces />
        <StewardsRow watched={shown} />
        {points.data ? <OffersWithinReach available={points.data.available} /> : null}
        <StreetShops />
      </Together>
    </Page>
  );
}

function VisitorHome() {
  return (
    <Page title="商居共治" inTab>
      <Welcome />
      <Together skeleton={<PartsOnTheirWay />}>
        <StewardsRow watched={usePageShown()} />
        <StreetShops />
      </Together>
    </Page>
  );
}

function PartsOnTheirWay() {
  return (
    <Card>
      <Skeleton rows={6} />
    </Card>
  );
}

/** WeChat may open the first page with a code: by the plain-link rule, or from a mini-program code. */
function useLaunchedWithCode(): void {
  const code = codeOfLaunch(useRouter().params);
  useEffect(() => {
    if (code !== undefined) openPage(scannedPage(code));
  }, [code]);
}
