import type { ScanResult, ShopScan } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { ballotPage } from '@/features/ballots/ballot-pages';
import { ScannedShop } from '@/features/directory/scanned-shop';
import { PlaqueScanned } from '@/features/duty/plaque-scanned';
import { meetingPage } from '@/features/meetings/meeting-pages';
import { ShopOffers } from '@/features/offers/shop-offers';
import { voucherPage } from '@/features/redemptions/voucher-page';
import { ApiProblem, api } from '@/services/api';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import { CheckInCard } from './check-in-card';
import './scanned.scss';
import { useScan } from './use-scan';

/** What a scanned code is, and what can be done with it now. */
export function Scanned({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const scan = useQuery({
    queryKey: ['scan', code],
    queryFn: () => api.call('POST /v1/scans', { body: { code } }),
    // What it said holds for this visit: after the check-in it would say something else.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (scan.error instanceof ApiProblem && scan.error.problem.status < 500) {
    return <ScanAgain words={scan.error.problem.detail} onCode={onCode} />;
  }
  return (
    <Loaded query={scan} skeleton={<ScannedSkeleton />} lost="码还在，再试一次就行。">
      {(result) => {
        switch (result.kind) {
          case 'voucher':
            return <LeadOn url={pageOfVoucher(code, result)} />;
          case 'meeting':
            return <LeadOn url={pageOfMeeting(code, result)} />;
          case 'ballot':
            return <LeadOn url={ballotPage(result.ballotId)} />;
          case 'plaque':
            return <PlaqueScanned code={code} result={result} />;
          default:
            return <ShopScanned code={code} result={result} onCode={onCode} />;
        }
      }}
    </Loaded>
  );
}

/** Why the code leads nowhere, and the one next step. */
export function ScanAgain({ words, onCode }: { words: string; onCode: (code: string) => void }) {
  const scanning = useScan(onCode);
  return (
    <Card>
      <Empty
        icon="scan"
        title={words}
        how="店家手机上的码每半分钟换一次，请照着正亮着的那个扫。"
        action={
          <Button
            kind="main"
            narrow
            icon="scan"
            text="再扫一次"
            loading={scanning.busy}
            onTap={scanning.start}
          />
        }
      />
    </Card>
  );
}

function ShopScanned({
  code,
  result,
  onCode,
}: {
  code: string;
  result: ShopScan;
  onCode: (code: string) => void;
}) {
  const scanning = useScan(onCode);
  // Scanned anew while redeeming: the page and its question stay.
  const [liveCode, setLiveCode] = useState(code);
  const { merchant } = result;
  const checkIn = result.actions.find(({ act }) => act === 'check-in');
  const redeem = result.actions.find(({ act }) => act === 'redeem');
  const ownShop = redeem?.refusal?.code === 'own-merchant';
  return (
    <>
      <ScannedShop merchant={merchant} />
      {checkIn ? (
        <CheckInCard merchant={merchant} code={code} action={checkIn} onScanAgain={scanning.start} />
      ) : null}
      {ownShop ? (
        <Button
          icon="shop"
          text="去我的店"
          onTap={() => openPage(`/packages/merchant/pages/shop/index?merchantId=${merchant.id}`)}
        />
      ) : null}
      {result.kind === 'merchant-poster' ? (
        <View className="scanned__poster">这是墙上的码。要当场兑换，请扫店家手机上的码。</View>
      ) : null}
      <ShopOffers
        merchantId={merchant.id}
        live={result.kind === 'merchant' ? { code: liveCode, onNewCode: setLiveCode } : undefined}
        canRedeem={!redeem?.refusal}
      />
    </>
  );
}

/** Staff go on to fulfil it, its resident sees it. */
function pageOfVoucher(code: string, { redemption, actions }: ShopScan): string | null {
  return actions.some(({ act }) => act === 'fulfil')
    ? `/packages/merchant/pages/fulfil/index?code=${code}`
    : redemption && voucherPage(redemption.id);
}

/** Who can sign in does so there by this very code; who has, or cannot, reads there how it stands. */
function pageOfMeeting(code: string, { meeting, actions }: Extract<ScanResult, { kind: 'meeting' }>): string {
  const signIn = actions.find(({ act }) => act === 'sign-in');
  return meetingPage(meeting.id, signIn && !signIn.refusal ? code : undefined);
}

/** On to the page that the code is for. */
function LeadOn({ url }: { url: string | null }) {
  useEffect(() => {
    if (url) void Taro.redirectTo({ url });
  }, [url]);
  return <ScannedSkeleton />;
}

function ScannedSkeleton() {
  return (
    <>
      <Card>
        <Skeleton rows={1} />
      </Card>
      <Card>
        <Skeleton shape="number" />
      </Card>
      <Card>
        <Skeleton rows={3} />
      </Card>
    </>
  );
}
