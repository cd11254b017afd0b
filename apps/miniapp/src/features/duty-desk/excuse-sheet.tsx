import type { Shift } from '@shangju/contracts';
import { useState } from 'react';
import { ReasonInput } from '@/features/association/reason-input';
import { sayShiftTime } from '@/features/duty/duty-words';
import { streetNow } from '@/services/street-clock';
import { Sheet } from '@/ui/sheet';
import { useShiftEdit } from './use-shift-edit';

const REASONS = ['生病，走不开', '家里有急事', '店里装修歇业', '天气太差，巷子封了'];

/** Excuses a shift that was missed, or one that will be, for a reason that the shop reads. */
export function ExcuseSheet({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const when = `${sayShiftTime(shift, streetNow())} ${shift.name}`;
  const excusing = useShiftEdit({
    endpoint: 'POST /v1/shifts/{shiftId}/excuse',
    about: `同意请假：${shift.merchantName} ${when}`,
    done: () => `${shift.merchantName}这一班不算缺班。`,
    onDone: onClose,
  });
  const isMissing = reason.trim() === '';
  return (
    <Sheet
      open
      question={`同意${shift.merchantName} ${when} 请假？`}
      detail="不算缺班。只有这家店和商会看得到理由。"
      confirmText="同意请假"
      busy={excusing.isPending}
      onConfirm={() => {
        setTried(true);
        if (!isMissing) excusing.mutate({ params: { shiftId: shift.id }, body: { reason: reason.trim() } });
      }}
      onCancel={onClose}
    >
      <ReasonInput
        label="因为什么"
        readyMade={REASONS}
        reason={reason}
        error={tried && isMissing ? '选一句或写一句，以后查得清' : undefined}
        onChange={setReason}
      />
    </Sheet>
  );
}
