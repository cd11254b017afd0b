import type { Shift } from '@shangju/contracts';
import { notify } from '@/services/notices';
import { onSendAnswered, type SendAnswer } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { keepLateRefusal } from './late-refusals';
import { MY_SHIFTS_KEY } from './use-my-shifts';
import { shiftIdOf } from './waiting-acts';

/**
 * Puts what the API says of a shift where the pages read it, and keeps what it refused long after the person had
 * put the phone away. Call once, at the start.
 */
export function takeDutyAnswers(): void {
  onSendAnswered((answer) => {
    const { send } = answer;
    if (!send.endpoint.startsWith('POST /v1/shifts/')) return;
    if ('problem' in answer) {
      if (send.failedTries > 0) keepLateRefusal(send, answer.problem.detail);
      return;
    }
    takeShift(answer);
    const lost = (send.pictures ?? []).filter(({ id }) => id === null).length;
    if (lost > 0) notify(`${lost} 张照片没有传上，其余都记好了。`, 'alarm');
  });
}

function takeShift({ send, result }: SendAnswer & { result: unknown }): void {
  const shiftId = shiftIdOf(send);
  const change = (shift: Shift): Shift => {
    if (shift.id !== shiftId) return shift;
    switch (send.endpoint) {
      case 'POST /v1/shifts/{shiftId}/check-in':
      case 'POST /v1/shifts/{shiftId}/check-out':
        return { ...shift, ...(result as Shift) };
      case 'POST /v1/shifts/{shiftId}/patrols':
        return { ...shift, patrolCount: shift.patrolCount + 1 };
      default:
        return shift;
    }
  };
  queryClient.setQueryData<Shift[]>(MY_SHIFTS_KEY, (known) => known?.map(change));
  queryClient.setQueryData<Shift>(['duty', 'shift', shiftId], (known) => known && change(known));
}
