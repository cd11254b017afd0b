import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { StreetShops } from '@/features/directory/street-shops';
import { MyPlaces } from '@/features/identity/my-places';
import { useFreshPerson } from '@/features/identity/use-fresh-person';
import { Welcome } from '@/features/identity/welcome';
import { OffersWithinReach } from '@/features/offers/offers-within-reach';
import { LargeActions } from '@/features/points/large-actions';
import { MyPointsCard } from '@/features/points/my-points-card';
import { codeOfLaunch, scannedPage } from '@/features/points/scanned-code';
import { useMyPoints } from '@/features/points/use-my-points';
import { useScan } from '@/features/points/use-scan';
import { HeldVouchers } from '@/features/redemptions/held-vouchers';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { useSession, useSignedIn } from '@/services/session';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';

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
  return (
    <Page title={name ? `${name}，您好` : '您好'} inTab>
      <MyPointsCard />
      {elderMode ? (
        <LargeActions />
      ) : (
        <Button kind="main" icon="scan" text="扫一扫" loading={scanning.busy} onTap={scanning.start} />
      )}
      <HeldVouchers />
      <MyPlaces />
      {points.data ? <OffersWithinReach available={points.data.available} /> : null}
      <StreetShops />
    </Page>
  );
}

function VisitorHome() {
  return (
    <Page title="商居共治" inTab>
      <Welcome />
      <StreetShops />
    </Page>
  );
}

/** WeChat may open the first page with a code: by the plain-link rule, or from a mini-program code. */
function useLaunchedWithCode(): void {
  const code = codeOfLaunch(useRouter().params);
  useEffect(() => {
    if (code !== undefined) openPage(scannedPage(code));
  }, [code]);
}
