import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { goBack } from '@/services/places';
import { scan } from '@/services/scan';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Failed } from '@/ui/failed';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { type Counter, type Scan, useCounter } from './use-counter';
import { VoucherDone, VoucherPromise, VoucherRefused } from './voucher-cards';

/** From a scanned voucher to 已核销, and on to the next one. */
export function Fulfilment({
  merchantId,
  code: firstCode,
}: {
  merchantId: string;
  code: string | undefined;
}) {
  const [scanned, setScanned] = useState<Scan | undefined>(
    firstCode === undefined ? undefined : { code: firstCode, place: 1 },
  );
  const scanning = useMutation({
    mutationFn: scan,
    onSuccess: (code) => code !== undefined && setScanned({ code, place: (scanned?.place ?? 0) + 1 }),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const rescan = { loading: scanning.isPending, onTap: () => scanning.mutate() };
  return scanned === undefined ? (
    <Page title="核销" bottom={<Button kind="main" icon="scan" text="扫券" {...rescan} />}>
      <Empty icon="ticket" title="扫客人手机上的券" how="请客人打开“我的兑换”，亮出券上的码。" />
    </Page>
  ) : (
    <Voucher key={scanned.place} merchantId={merchantId} scanned={scanned} rescan={rescan} />
  );
}

interface VoucherProps {
  merchantId: string;
  scanned: Scan;
  rescan: { loading: boolean; onTap: () => void };
}

function Voucher({ merchantId, scanned, rescan }: VoucherProps) {
  const counter = useCounter(merchantId, scanned);
  const { step } = counter;
  return (
    <Page
      title="核销"
      bottom={
        step.at === 'promise' ? (
          <Button
            kind="main"
            icon="check"
            text="确认核销"
            loading={counter.isFulfilling}
            onTap={counter.fulfil}
          />
        ) : (
          <Button kind="main" icon="scan" text="再扫一张" {...rescan} />
        )
      }
    >
      <Step {...counter} />
      {step.at === 'promise' && !counter.isFulfilling ? (
        <Button icon="scan" text="不是这张，重扫" {...rescan} />
      ) : null}
      {step.at === 'done' ? <Button icon="shop" text="回我的店" onTap={goBack} /> : null}
    </Page>
  );
}

function Step({ step, readAgain }: Counter) {
  switch (step.at) {
    case 'reading':
      return (
        <Card>
          <Skeleton shape="number" />
          <Skeleton rows={2} />
        </Card>
      );
    case 'offline':
      return <Empty icon="offline" title="没有网络，看不了券" how="连上网会接着看。券还没有核销。" />;
    case 'failed':
      return <Failed failure={step.failure} lost="券还没有核销，没有任何改动。" onRetry={readAgain} />;
    case 'refused':
      return <VoucherRefused {...step} />;
    case 'promise':
      return <VoucherPromise redemption={step.redemption} />;
    case 'done':
      return <VoucherDone redemption={step.redemption} />;
  }
}
