import type { Household } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { send } from '@/services/pending-sends';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { readArea, typedArea } from './area-input';
import { noteHousehold } from './use-household';

const ADDRESS_MAX = 80;

/** The door and the floor area of a household. */
export function HouseholdForm({
  communityId,
  before,
  onSaved,
  onCancel,
}: {
  communityId: string;
  /** As it stands; undefined for a new one. */
  before: Household | undefined;
  onSaved: (household: Household) => void;
  /** Leaves it as it is. */
  onCancel?: () => void;
}) {
  const [address, setAddress] = useState(before?.address ?? '');
  const [area, setArea] = useState(typedArea(before?.floorAreaCm2 ?? null));
  const [tried, setTried] = useState(false);
  const areaCm2 = readArea(area);
  const isAreaWrong = area.trim() !== '' && areaCm2 === undefined;
  const saving = useMutation({
    mutationFn: () => save({ communityId, before, address: address.trim(), areaCm2 }),
    onSuccess: (household) => {
      noteHousehold(household);
      onSaved(household);
    },
  });
  return (
    <>
      <Field
        label="门牌地址"
        placeholder="比如：鱼巷 12 号 3 单元 402"
        maxLength={ADDRESS_MAX}
        value={address}
        error={
          saving.error
            ? failureWords(saving.error)
            : tried && address.trim() === ''
              ? '照门牌写全'
              : undefined
        }
        onChange={(next) => {
          saving.reset();
          setAddress(next);
        }}
      />
      <Field
        label="建筑面积（平方米，可以不写）"
        placeholder="89.23"
        hint="照不动产证写，两位小数。按面积算的表决要用。"
        maxLength={12}
        value={area}
        error={tried && isAreaWrong ? '只写数字，比如 89.23' : undefined}
        onChange={setArea}
      />
      <Button
        kind="main"
        text={before ? '改好了' : '添上这一户'}
        loading={saving.isPending}
        onTap={() => {
          setTried(true);
          if (address.trim() !== '' && !isAreaWrong) saving.mutate();
        }}
      />
      {onCancel ? <Button text="不改了" onTap={onCancel} /> : null}
    </>
  );
}

function save({
  communityId,
  before,
  address,
  areaCm2,
}: {
  communityId: string;
  before: Household | undefined;
  address: string;
  areaCm2: number | undefined;
}): Promise<Household> {
  if (before === undefined) {
    return send(
      'POST /v1/communities/{communityId}/households',
      {
        params: { communityId },
        body: { address, ...(areaCm2 === undefined ? {} : { floorAreaCm2: areaCm2 }) },
      },
      `添一户 · ${address}`,
    );
  }
  return api.call('PATCH /v1/households/{householdId}', {
    params: { householdId: before.id },
    body: { address, floorAreaCm2: areaCm2 ?? null },
  });
}
