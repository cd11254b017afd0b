import { AGENDA_ITEMS_MAX, PICTURES_OF_ITEM_MAX } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Checks } from '@/ui/checks';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { MomentInput } from '@/ui/moment-input';
import { Stepper } from '@/ui/stepper';
import './meeting-desk.scss';
import { MeetingFact } from './meeting-fact';
import {
  ABOUT_MAX,
  type AgendaItemForm,
  EMPTY_ITEM,
  ITEM_TEXT_MAX,
  PLACE_MAX,
  TITLE_MAX,
} from './meeting-form';
import type { MeetingStepProps } from './meeting-step-props';
import { UploadedPictures } from './uploaded-pictures';

/** What it is called, where it is, and what it is about. */
export function WhatStep({ form, set, errors }: MeetingStepProps) {
  return (
    <>
      <Field
        label="开什么会"
        placeholder="比如：八月议事会"
        maxLength={TITLE_MAX}
        value={form.title}
        error={errors.title}
        onChange={(title) => set({ title })}
      />
      <Field
        label="在哪里开"
        placeholder="比如：文化宫社区二楼活动室"
        maxLength={PLACE_MAX}
        value={form.place}
        error={errors.place}
        onChange={(place) => set({ place })}
      />
      <Field
        long
        label="说明（可以不写）"
        placeholder="为什么开、要带什么"
        maxLength={ABOUT_MAX}
        value={form.about}
        onChange={(about) => set({ about })}
      />
    </>
  );
}

const HOURS_MAX = 8;
const POINTS_MAX = 100;
const POINTS_STEP = 5;

/** When it is, who is asked to come, and what coming earns. */
export function WhenStep({ form, set, errors }: MeetingStepProps) {
  const { invited } = form;
  return (
    <>
      <MomentInput
        label="开会"
        instant={form.startsAt}
        first={localDay(streetNow())}
        usualTime="14:00"
        onChange={(startsAt) => set({ startsAt })}
      />
      {errors.startsAt === undefined ? null : <MeetingFact wrong words={errors.startsAt} />}
      <Card flush>
        <Stepper
          label="开多久"
          min={0}
          max={HOURS_MAX}
          step={0.5}
          say={(hours) => (hours === 0 ? '不说' : `${hours} 小时`)}
          value={form.hours}
          onChange={(hours) => set({ hours })}
        />
        <Stepper
          label="扫码签到得"
          unit=" 分"
          min={0}
          max={POINTS_MAX}
          step={POINTS_STEP}
          value={form.points}
          onChange={(points) => set({ points })}
        />
      </Card>
      <MeetingFact words="积分从商会这一期的积分里出，到会扫码才有，登记的没有。" />
      <Checks
        label="请谁来"
        choices={[
          { key: 'merchants', text: '商户' },
          { key: 'residents', text: '居民' },
        ]}
        chosen={invited}
        onToggle={(group) =>
          set({
            invited: invited.includes(group) ? invited.filter((one) => one !== group) : [...invited, group],
          })
        }
      />
      {errors.invited === undefined ? null : <MeetingFact wrong words={errors.invited} />}
    </>
  );
}

/** What is on the agenda, one after the other, each with its text and pictures. */
export function AgendaStep({ form, set, errors }: MeetingStepProps) {
  const { agenda } = form;
  const change = (at: number, part: Partial<AgendaItemForm>) =>
    set({ agenda: agenda.map((item, place) => (place === at ? { ...item, ...part } : item)) });
  return (
    <>
      <MeetingFact words="要大家投票的议题，发布以后在会议里给它“加一个表决”。" />
      {errors.agenda === undefined ? null : <MeetingFact wrong words={errors.agenda} />}
      {agenda.length === 0 ? (
        <Card>
          <Empty icon="list" title="还没有议题" how="加上要议的事，来的人先有个数。也可以以后再加。" />
        </Card>
      ) : null}
      {agenda.map((item, at) => (
        <Item
          // Items that are not stored yet have nothing but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what they are known by
          key={at}
          item={item}
          place={at + 1}
          onChange={(part) => change(at, part)}
          onRemove={() => set({ agenda: agenda.filter((_, place) => place !== at) })}
        />
      ))}
      {agenda.length < AGENDA_ITEMS_MAX ? (
        <Button icon="plus" text="加一个议题" onTap={() => set({ agenda: [...agenda, EMPTY_ITEM] })} />
      ) : null}
    </>
  );
}

function Item({
  item: { title, text, pictureIds },
  place,
  onChange,
  onRemove,
}: {
  item: AgendaItemForm;
  place: number;
  onChange: (part: Partial<AgendaItemForm>) => void;
  onRemove: () => void;
}) {
  const [more, setMore] = useState(text !== '' || pictureIds.length > 0);
  return (
    <Card>
      <View className="meeting-desk__inputs">
        <Field
          label={`议题 ${place}`}
          placeholder="比如：鱼巷晚上几点收摊"
          maxLength={TITLE_MAX}
          value={title}
          onChange={(next) => onChange({ title: next })}
        />
        {more ? (
          <>
            <Field
              long
              label={`议题 ${place} 的材料（可以不写）`}
              maxLength={ITEM_TEXT_MAX}
              value={text}
              onChange={(next) => onChange({ text: next })}
            />
            <UploadedPictures
              label={`议题 ${place} 的图`}
              pictureIds={pictureIds}
              countMax={PICTURES_OF_ITEM_MAX}
              onChange={(next) => onChange({ pictureIds: next })}
            />
          </>
        ) : null}
      </View>
      <View className="meeting-desk__acts">
        {more ? null : (
          <Button kind="quiet" narrow icon="document" text="加材料和图" onTap={() => setMore(true)} />
        )}
        <Button kind="quiet" narrow text={`去掉议题 ${place}`} onTap={onRemove} />
      </View>
    </Card>
  );
}
