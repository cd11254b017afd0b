import type { Roster, Shift } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { phoneLocation } from '@/features/points/phone-location';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { sendOrKeep } from '@/services/pending-sends';
import { goBack } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Switch } from '@/ui/switch';
import { aboutAct } from './duty-words';
import './patrol-form.scss';
import { PatrolItem } from './patrol-item';
import { PatrolPictures } from './patrol-pictures';

const NOTE_MAX = 500;

interface Round {
  wrong: ReadonlyMap<string, string>;
  note: string;
  pictures: readonly string[];
  needsSomeone: boolean;
}

/** A round of the lane for one hand: all is well until something is tapped. */
export function PatrolForm({ shift, roster }: { shift: Shift; roster: Roster }) {
  /** Items with something wrong, and what is. */
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const [note, setNote] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const [needsSomeone, setNeedsSomeone] = useState(false);
  const sending = useMutation({
    // What is on the page is handed over by the tap: a function of an earlier render knows only what was there then.
    mutationFn: async ({ wrong, note, pictures, needsSomeone }: Round) => {
      const now = streetNow();
      // Only where somebody has to find it again; a round must not wait for satellites.
      const place = needsSomeone ? await phoneLocation() : undefined;
      return sendOrKeep(
        'POST /v1/shifts/{shiftId}/patrols',
        {
          params: { shiftId: shift.id },
          body: {
            results: roster.checklist.map((item) => resultOf(item, wrong.get(item))),
            happenedAt: now.toISOString(),
            ...(note.trim() === '' ? {} : { note: note.trim() }),
            ...(needsSomeone ? { needsSomeone } : {}),
            ...(place && 'location' in place ? { location: place.location } : {}),
          },
        },
        aboutAct(pictures.length > 0 ? `巡查（${pictures.length} 张照片）` : '巡查', shift, now),
        pictures,
      );
    },
    onSuccess: ({ kept }, { needsSomeone }) => {
      if (kept) notify('没有网络，巡查已经记在手机里，连上就发。');
      else notify(needsSomeone ? '巡查记好了，已经告诉商会。' : '巡查记好了。', 'good');
      goBack();
    },
  });
  const mark = (item: string, what: string | undefined) =>
    setWrong((known) => {
      const next = new Map(known);
      if (what === undefined) next.delete(item);
      else next.set(item, what);
      return next;
    });
  return (
    <Page
      title="巡查"
      bottom={
        <Button
          kind="main"
          icon="check"
          text={wrong.size > 0 ? `发出去（${wrong.size} 处有问题）` : '都正常，发出去'}
          loading={sending.isPending}
          onTap={() => sending.mutate({ wrong, note, pictures, needsSomeone })}
        />
      }
    >
      {sending.error ? (
        <Card className="patrol-form__refusal">
          <View {...aria({ role: 'alert' })}>{failureWords(sending.error)}</View>
          <View>填的都还在，改好再发。</View>
        </Card>
      ) : null}
      <Section title="看一遍，有问题的点一下">
        <Card flush>
          {roster.checklist.map((item) => (
            <PatrolItem key={item} item={item} wrong={wrong.get(item)} onMark={(what) => mark(item, what)} />
          ))}
        </Card>
      </Section>
      <PatrolPictures names={pictures} onChange={setPictures} />
      <Card flush>
        <Switch
          label="需要有人来处理"
          detail="自己解决不了的，商会马上收到"
          on={needsSomeone}
          onChange={setNeedsSomeone}
        />
      </Card>
      <Field
        label="还想说的"
        value={note}
        onChange={setNote}
        long
        maxLength={NOTE_MAX}
        placeholder="可以不写"
      />
    </Page>
  );
}

function resultOf(item: string, wrong: string | undefined) {
  if (wrong === undefined) return { item, ok: true };
  return wrong.trim() === '' ? { item, ok: false } : { item, ok: false, note: wrong.trim() };
}
