import type { Meeting, Unit } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useUnits } from '@/features/registers/use-units';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Sheet } from '@/ui/sheet';
import { refreshMeetings } from './use-meeting-acts';

const NAME_MAX = 40;

/** Signs somebody in who has no phone: for a shop or household, which then counts as present, or by name alone. */
export function ByHandSheet({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [name, setName] = useState('');
  const [word, setWord] = useState('');
  const [unit, setUnit] = useState<Unit>();
  const [tried, setTried] = useState(false);
  const found = useUnits(meeting.associationId, word).data?.items ?? [];
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
      {word.trim() === '' ? null : (
        <Choices
          label={found.length === 0 ? '没有找到，写姓名也可以登记' : '选一家'}
          choices={found.map(({ id, name: text }) => ({ key: id, text }))}
          selected={unit?.id}
          onSelect={(chosen) => setUnit(found.find(({ id }) => id === chosen))}
        />
      )}
    </Sheet>
  );
}
