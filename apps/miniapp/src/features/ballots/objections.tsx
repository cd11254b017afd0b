import type { Ballot, Objection, UnitInBallot } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send, usePendingSends } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import './objections.scss';

const REASON_MAX = 200;
const OBJECT = 'POST /v1/ballots/{ballotId}/objections';

/** What units have to object to a result, with the answers; and how to object as long as there is time. */
export function Objections({ ballot }: { ballot: Ballot }) {
  const objections = useInfiniteQuery({
    queryKey: ['ballots', 'objections', ballot.id],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/ballots/{ballotId}/objections', {
        params: { ballotId: ballot.id },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  const now = streetNow();
  const open = ballot.objectionsUntil !== null && now.getTime() < Date.parse(ballot.objectionsUntil);
  const objected = new Set(
    objections.data?.pages.flatMap(({ items }) => items.map(({ unitName }) => unitName)),
  );
  const units = ballot.myUnits.filter(({ name }) => !objected.has(name));
  return (
    <Section title="异议">
      <Card flush>
        <PagedList
          query={objections}
          row={(objection) => <ObjectionRow objection={objection} now={now} />}
          skeletonRows={1}
          empty={
            <Empty
              icon="talk"
              title="没有人提异议"
              how={
                ballot.objectionsUntil === null
                  ? '有表决权的住户和店可以提异议，商会在这里答复。'
                  : `${sayInstant(new Date(ballot.objectionsUntil), now)} ${open ? '前，有表决权的住户和店可以提。' : '起不再收异议。'}`
              }
            />
          }
        />
      </Card>
      {open && units.length > 0 ? <ObjectionForm ballot={ballot} units={units} /> : null}
    </Section>
  );
}

function ObjectionRow({ objection, now }: { objection: Objection; now: Date }) {
  const { unitName, byName, reason, at, answer, answeredAt } = objection;
  return (
    <View className="objection">
      <View className="objection__who">
        {unitName}（{byName}） · {sayInstant(new Date(at), now)}
      </View>
      <View>{reason}</View>
      {answer === null || answeredAt === null ? (
        <View className="objection__who">等商会答复</View>
      ) : (
        <View className="objection__answer">
          <View className="objection__who">商会答复 · {sayInstant(new Date(answeredAt), now)}</View>
          <View>{answer}</View>
        </View>
      )}
    </View>
  );
}

function ObjectionForm({ ballot, units }: { ballot: Ballot; units: readonly UnitInBallot[] }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState(false);
  const waits = usePendingSends((sends) => sends.waiting.some(({ endpoint }) => endpoint === OBJECT));
  const object = useMutation({
    mutationFn: ({ unit, reason }: { unit: UnitInBallot; reason: string }) =>
      send(
        OBJECT,
        { params: { ballotId: ballot.id }, body: { unitId: unit.id, reason } },
        `提异议 · ${unit.name} · ${ballot.question}`,
      ),
    onSuccess: () => {
      notify('异议提上去了，商会会在这里答复。', 'good');
      setTyped('');
      setOpen(false);
      void queryClient.invalidateQueries({ queryKey: ['ballots', 'objections', ballot.id] });
    },
  });
  const unit = units.find(({ id }) => id === wanted) ?? units[0];
  const reason = typed.trim();
  if (!open || !unit) return <Button text="提异议" onTap={() => setOpen(true)} />;
  return (
    <>
      {units.length > 1 ? (
        <Choices
          label="代表谁提"
          choices={units.map(({ id, name }) => ({ key: id, text: name }))}
          selected={unit.id}
          onSelect={setWanted}
        />
      ) : null}
      <Field
        long
        label={`${unit.name} 的异议`}
        hint="写清楚哪里不对。会和名字一起公开，商会公开答复。"
        value={typed}
        maxLength={REASON_MAX}
        error={object.error ? failureWords(object.error) : undefined}
        onChange={(next) => {
          object.reset();
          setTyped(next);
        }}
      />
      <Button
        text={waits ? '正在提' : '提上去'}
        loading={waits}
        disabledReason={reason === '' ? '先写哪里不对' : undefined}
        onTap={() => setAsking(true)}
      />
      <Sheet
        open={asking}
        question={`代表 ${unit.name} 提异议？`}
        detail="会和名字一起公开，提了不能收回。"
        confirmText="提异议"
        onConfirm={() => {
          setAsking(false);
          object.mutate({ unit, reason });
        }}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}
