import type { Shift } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { ListRow } from '@/ui/list-row';
import { Tag } from '@/ui/tag';
import { shiftPage } from './duty-pages';
import { SHIFT_WORDS, sayShiftTime } from './duty-words';

/** A shift of mine in a list: when, which, and how it stands unless it simply comes. */
export function ShiftRow({ shift, now, namesShop }: { shift: Shift; now: Date; namesShop: boolean }) {
  const { tone, icon, text } = SHIFT_WORDS[shift.status];
  return (
    <ListRow
      title={sayShiftTime(shift, now)}
      detail={`${shift.lane} ${shift.name}${namesShop ? ` · ${shift.merchantName}` : ''}`}
      end={shift.status === 'due' ? undefined : <Tag tone={tone} icon={icon} text={text} />}
      onTap={() => openPage(shiftPage(shift.id))}
    />
  );
}
