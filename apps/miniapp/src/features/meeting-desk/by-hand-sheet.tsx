import type { Meeting } from '@shangju/contracts';
import { useMutation, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useShops } from '@/features/duty-desk/use-rosters';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Sheet } from '@/ui/sheet';
import { refreshMeetings } from './use-meeting-acts';

const NAME_MAX = 40;
const SHOWN_MAX = 6;
const UNITS_MAX = 100;

interface Unit {
  id: string;
  name: string;
}

/** Signs somebody in who has no phone: for a shop or household, which then counts as present, or by name alone. */
export function ByHandSheet({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [name, setName] = useState('');
  const [word, setWord] = useState('');
  const [unitId, setUnitId] = useState<string>();
  const [tried, setTried] = useState(false);
  const units = useUnitsOf(meeting);
  const typed = word.trim();
  const found = typed === '' ? [] : units.filter((unit) => unit.name.includes(typed)).slice(0, SHOWN_MAX);
  const unit = units.find(({ id }) => id === unitId);
  const who = name.trim() || unit?.name || '';
  const signIn = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/meetings/{meetingId}/attendance/by-hand',
        {
          params: { meetingId: meeting.id },
          body: { name: who.slice(0, NAME_MAX), ...(unit === undefined ? {} : { unitId: unit.id }) },
        },
        `登记签到 · ${who}`,
      ),
    onSuccess: () => {
      notify(`${who}登记好了。`, 'good');
      onClose();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: refreshMeetings,
  });
  return (
    <Sheet
      open
      question={
        who === '' ? '谁来了？' : `登记${who}${unit && unit.name !== who ? `（${unit.name}）` : ''}？`
      }
      detail="登记的没有积分；选了店或住户，就算这一家到会。"
      confirmText="登记"
      busy={signIn.isPending}
      onConfirm={() => {
        setTried(true);
        if (who !== '') signIn.mutate();
      }}
      onCancel={onClose}
    >
      <Field
        label="姓名"
        placeholder="比如：王阿婆"
        maxLength={NAME_MAX}
        value={name}
        error={tried && who === '' ? '写上姓名，或选一家' : undefined}
        onChange={setName}
      />
      <Field
        label="代表哪家（可以不选）"
        placeholder="店名里的字，或门牌号"
        maxLength={NAME_MAX}
        value={word}
        onChange={setWord}
      />
      {typed === '' ? null : (
        <Choices
          label={found.length === 0 ? '没有找到，写姓名也可以登记' : '选一家'}
          choices={found.map(({ id, name: text }) => ({ key: id, text }))}
          selected={unitId}
          onSelect={setUnitId}
        />
      )}
    </Sheet>
  );
}

/** The association's shops, and who can vote in the ballots of the meeting that have begun. */
function useUnitsOf({ associationId, agenda }: Meeting): Unit[] {
  const shops = useShops(associationId).data ?? [];
  const ballotIds = agenda.flatMap((item) => item.ballotIds);
  const voters = useQueries({
    queries: ballotIds.map((ballotId) => ({
      queryKey: ['ballots', 'units', ballotId],
      queryFn: () => unitsIn(ballotId),
      retry: false,
    })),
  });
  const units = new Map(shops.map(({ id, name }) => [id, { id, name }]));
  for (const { data } of voters) for (const unit of data ?? []) units.set(unit.id, unit);
  return [...units.values()];
}

async function unitsIn(ballotId: string): Promise<Unit[]> {
  const units: Unit[] = [];
  const { state } = await api.call('GET /v1/ballots/{ballotId}', { params: { ballotId } });
  // Nobody knows yet who they will be.
  if (state === 'draft' || state === 'published') return units;
  let cursor: string | undefined;
  do {
    const page = await api.call('GET /v1/ballots/{ballotId}/turnout', {
      params: { ballotId },
      query: { limit: UNITS_MAX, ...(cursor === undefined ? {} : { cursor }) },
    });
    units.push(...page.items.map(({ unitId, unitName }) => ({ id: unitId, name: unitName })));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return units;
}
