import type { MerchantSummary } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tappable } from '@/ui/tappable';
import './member-order.scss';
import { MemberSheet } from './member-sheet';
import { type MemberInForm, moved, withShops } from './roster-form';
import type { StepProps } from './roster-step-props';
import { sayAway } from './roster-words';

const FOUND_MAX = 8;

/** Members added by the lane at one tap or by name, put in order, taken out; a tap on one says when they are away. */
export function MemberOrder({
  lane,
  members,
  shops,
  onChange,
}: {
  lane: string;
  members: MemberInForm[];
  shops: StepProps['shops'];
  onChange: (members: MemberInForm[]) => void;
}) {
  const [open, setOpen] = useState<number>();
  const chosen = open === undefined ? undefined : members[open];
  return (
    <>
      <Loaded query={shops} skeleton={<Skeleton rows={2} />} lost="名单还在，没有丢。">
        {(all) => (
          <AddShops
            lane={lane}
            outside={all.filter(({ id }) => !members.some(({ merchantId }) => merchantId === id))}
            onAdd={(added) => onChange(withShops(members, added))}
          />
        )}
      </Loaded>
      <Section title={`轮流的先后 · ${members.length} 家`}>
        <Card flush>
          {members.length === 0 ? (
            <Empty icon="users" title="还没有店" how="在上面把店加进来，再排先后。" />
          ) : null}
          {members.map((member, index) => (
            <Row
              key={member.merchantId}
              member={member}
              place={index + 1}
              isLast={index === members.length - 1}
              onOpen={() => setOpen(index)}
              onMove={(by) => onChange(moved(members, index, index + by))}
            />
          ))}
        </Card>
      </Section>
      {open !== undefined && chosen ? (
        <MemberSheet
          key={chosen.merchantId}
          member={chosen}
          place={open}
          count={members.length}
          onChange={(member, place) => {
            onChange(
              moved(
                members.map((one, index) => (index === open ? member : one)),
                open,
                place,
              ),
            );
            setOpen(undefined);
          }}
          onRemove={() => {
            onChange(members.filter((_, index) => index !== open));
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </>
  );
}

function AddShops({
  lane,
  outside,
  onAdd,
}: {
  lane: string;
  /** Shops that are not in the roster. */
  outside: readonly MerchantSummary[];
  onAdd: (shops: readonly MerchantSummary[]) => void;
}) {
  const [word, setWord] = useState('');
  const ofLane = outside.filter((shop) => shop.lane === lane);
  const typed = word.trim();
  const found = typed === '' ? [] : outside.filter(({ name }) => name.includes(typed));
  if (outside.length === 0) return null;
  return (
    <>
      {ofLane.length > 0 ? (
        <Button icon="plus" text={`${lane}的 ${ofLane.length} 家都加上`} onTap={() => onAdd(ofLane)} />
      ) : null}
      {outside.length > ofLane.length ? (
        <Button icon="plus" text={`商会其余 ${outside.length} 家都加上`} onTap={() => onAdd(outside)} />
      ) : null}
      <Field label="加一家店" placeholder="店名里的字" maxLength={40} value={word} onChange={setWord} />
      {typed === '' ? null : (
        <Card flush>
          {found.length === 0 ? (
            <ListRow title="没有这样的店" detail="换个字再找；已经在名单里的不再列出来" />
          ) : null}
          {found.slice(0, FOUND_MAX).map((shop) => (
            <ListRow
              key={shop.id}
              title={shop.name}
              detail={shop.address}
              end={
                <Button
                  kind="quiet"
                  narrow
                  icon="plus"
                  text={`加上${shop.name}`}
                  onTap={() => {
                    onAdd([shop]);
                    setWord('');
                  }}
                />
              }
            />
          ))}
        </Card>
      )}
    </>
  );
}

function Row({
  member: { merchantName, away },
  place,
  isLast,
  onOpen,
  onMove,
}: {
  member: MemberInForm;
  place: number;
  isLast: boolean;
  onOpen: () => void;
  onMove: (by: number) => void;
}) {
  return (
    <View className="member-order__row">
      <Tappable className="member-order__who" label={`${merchantName}，第 ${place} 家`} onTap={onOpen}>
        <View className="member-order__place figures">{place}</View>
        <View className="member-order__words">
          <View>{merchantName}</View>
          {away.map((days) => (
            <View key={`${days.from} ${days.to}`} className="member-order__away">
              {sayAway(days)}
            </View>
          ))}
        </View>
      </Tappable>
      <Tappable
        className="member-order__move"
        label={`${merchantName}上移`}
        disabled={place === 1}
        onTap={() => onMove(-1)}
      >
        <Icon name="up" size="small" />
      </Tappable>
      <Tappable
        className="member-order__move"
        label={`${merchantName}下移`}
        disabled={isLast}
        onTap={() => onMove(1)}
      >
        <Icon name="down" size="small" />
      </Tappable>
    </View>
  );
}
