import type { Shift } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { streetNow } from '@/services/street-clock';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Sheet } from '@/ui/sheet';
import { sayShiftTime } from './duty-words';
import { useRoster } from './use-shift';

const REASON_MAX = 200;
const SHOWN_MAX = 8;
type Whom = 'anyone' | 'named';

/** Asks anyone on the roster, or one neighbour by name, to take a shift. */
export function SwapRequestSheet({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const now = streetNow();
  const [whom, setWhom] = useState<Whom>('anyone');
  const [word, setWord] = useState('');
  const [neighbour, setNeighbour] = useState<string>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const neighbours = (useRoster(shift.rosterId).data?.members ?? []).filter(
    ({ merchantId, merchantName }) => merchantId !== shift.merchantId && merchantName.includes(word.trim()),
  );
  const asking = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/shifts/{shiftId}/swaps',
        {
          params: { shiftId: shift.id },
          body: {
            reason: reason.trim(),
            ...(whom === 'named' && neighbour !== undefined ? { merchantId: neighbour } : {}),
          },
        },
        `请人换班：${sayShiftTime(shift, now)}`,
      ),
    onSuccess: () => {
      notify('问出去了，有人接会发消息告诉您。没人接之前，这一班还是您的。', 'good');
      onClose();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const noReason = reason.trim() === '';
  const noNeighbour = whom === 'named' && neighbour === undefined;
  return (
    <Sheet
      open
      question={`请人替 ${sayShiftTime(shift, now)} ${shift.name}？`}
      confirmText="问出去"
      busy={asking.isPending}
      onConfirm={() => {
        setTried(true);
        if (!noReason && !noNeighbour) asking.mutate();
      }}
      onCancel={onClose}
    >
      <Choices
        label="问谁"
        choices={[
          { key: 'anyone', text: '谁都可以' },
          { key: 'named', text: '指定一家' },
        ]}
        selected={whom}
        onSelect={setWhom}
      />
      {whom === 'named' ? (
        <>
          <Field
            label="找店名"
            value={word}
            onChange={setWord}
            placeholder="店名里的字"
            error={tried && noNeighbour ? '在下面选一家' : undefined}
          />
          <Choices
            label={neighbours.length > SHOWN_MAX ? `共 ${neighbours.length} 家，先列几家` : '选一家'}
            choices={neighbours
              .slice(0, SHOWN_MAX)
              .map(({ merchantId, merchantName }) => ({ key: merchantId, text: merchantName }))}
            selected={neighbour}
            onSelect={setNeighbour}
          />
        </>
      ) : null}
      <Field
        label="为什么换"
        value={reason}
        onChange={setReason}
        maxLength={REASON_MAX}
        placeholder="比如：那天要去进货"
        error={tried && noReason ? '写一句，邻居好帮您' : undefined}
      />
    </Sheet>
  );
}
