import type { Location } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { phoneLocation } from '@/features/points/phone-location';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import { Stepper } from '@/ui/stepper';
import type { RosterForm } from './roster-form';

const RADIUS_MIN_M = 20;
const RADIUS_MAX_M = 5000;
const RADIUS_STEP_M = 10;

/** Where the code on the back of the plaque counts: around a place, or anywhere. */
export function PlaqueRange({
  form: { location, fenceRadiusM, members },
  set,
}: {
  form: RosterForm;
  set: (change: Partial<RosterForm>) => void;
}) {
  const [first] = members;
  const finding = useMutation({
    mutationFn: (merchantId: string | undefined) =>
      merchantId === undefined ? placeOfPhone() : placeOfShop(merchantId),
    onSuccess: (found) => {
      if (typeof found === 'string') return notify(found, 'alarm');
      set({ location: found });
      notify('位置定好了。', 'good');
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  return (
    <Section title="在哪里打卡才算">
      <Card flush>
        <ListRow
          icon="location"
          title={location === null ? '不看位置' : `定好了，周围 ${fenceRadiusM} 米内`}
          detail={
            location === null
              ? '扫值日牌背面的码，在哪里都算。定个位置更放心'
              : '扫值日牌背面的码时，要人在这附近'
          }
        />
        {location === null ? null : (
          <Stepper
            label="离中间不超过"
            value={fenceRadiusM}
            unit=" 米"
            min={RADIUS_MIN_M}
            max={RADIUS_MAX_M}
            step={RADIUS_STEP_M}
            onChange={(metres) => set({ fenceRadiusM: metres })}
          />
        )}
      </Card>
      <Button
        icon="location"
        text="用我现在的位置"
        loading={finding.isPending}
        onTap={() => finding.mutate(undefined)}
      />
      {first ? (
        <Button
          icon="shop"
          text={`用${first.merchantName}的位置`}
          loading={finding.isPending}
          onTap={() => finding.mutate(first.merchantId)}
        />
      ) : null}
      {location === null ? null : (
        <Button kind="quiet" text="不看位置" onTap={() => set({ location: null })} />
      )}
    </Section>
  );
}

/** The place, or why there is none. */
async function placeOfPhone(): Promise<Location | string> {
  const found = await phoneLocation();
  if ('location' in found) return found.location;
  return found.missing === 'denied'
    ? '没有拿到位置。请在手机设置里打开位置，再来一次。'
    : '手机一时说不出在哪里，再试一次。';
}

async function placeOfShop(merchantId: string): Promise<Location | string> {
  const { location, name } = await api.call('GET /v1/merchants/{merchantId}', { params: { merchantId } });
  return location ?? `${name}还没有登记位置。`;
}
