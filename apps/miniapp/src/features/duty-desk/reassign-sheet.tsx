import type { Shift } from '@shangju/contracts';
import { useState } from 'react';
import { ReasonInput } from '@/features/association/reason-input';
import { sayShiftTime } from '@/features/duty/duty-words';
import { useRoster } from '@/features/duty/use-shift';
import { streetNow } from '@/services/street-clock';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Sheet } from '@/ui/sheet';
import { useShiftEdit } from './use-shift-edit';

const REASONS = ['临时请您帮忙顶一班', '原来的店有急事', '名单改了，重新安排'];
const SHOWN_MAX = 6;

/** Gives a shift to another shop of the roster. */
export function ReassignSheet({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const [word, setWord] = useState('');
  const [merchantId, setMerchantId] = useState<string>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const members = useRoster(shift.rosterId).data?.members ?? [];
  const others = members.filter(
    (member) =>
      member.merchantId !== shift.merchantId &&
      !member.away.some(({ from, to }) => from <= shift.day && shift.day <= to),
  );
  const found = others.filter(({ merchantName }) => merchantName.includes(word.trim()));
  const chosen = others.find((member) => member.merchantId === merchantId);
  const when = `${sayShiftTime(shift, streetNow())} ${shift.name}`;
  const reassigning = useShiftEdit({
    endpoint: 'POST /v1/shifts/{shiftId}/reassign',
    about: `改派 ${when}`,
    done: ({ merchantName }) => `这一班归${merchantName}了，两家都通知到了。`,
    onDone: onClose,
  });
  const noReason = reason.trim() === '';
  return (
    <Sheet
      open
      question={chosen ? `把 ${when} 改派给${chosen.merchantName}？` : `把 ${when} 改派给哪家？`}
      detail={`现在是${shift.merchantName}的班。那天说了来不了的店不列出来。`}
      confirmText="改派"
      busy={reassigning.isPending}
      onConfirm={() => {
        setTried(true);
        if (chosen === undefined || noReason) return;
        reassigning.mutate({
          params: { shiftId: shift.id },
          body: { merchantId: chosen.merchantId, reason: reason.trim() },
        });
      }}
      onCancel={onClose}
    >
      <Field
        label="找店名"
        value={word}
        onChange={setWord}
        placeholder="店名里的字"
        error={tried && chosen === undefined ? '在下面选一家' : undefined}
      />
      <Choices
        label={found.length > SHOWN_MAX ? `能值的有 ${found.length} 家，先列几家` : '选一家'}
        choices={found
          .slice(0, SHOWN_MAX)
          .map((member) => ({ key: member.merchantId, text: member.merchantName }))}
        selected={merchantId}
        onSelect={setMerchantId}
      />
      <ReasonInput
        label="跟两家说一句为什么"
        readyMade={REASONS}
        reason={reason}
        error={tried && noReason ? '选一句或写一句，两家才明白' : undefined}
        onChange={setReason}
      />
    </Sheet>
  );
}
