import { phoneStorage } from '@/services/phone-storage';
import { type MeetingForm, NEW_MEETING } from './meeting-form';

/** What was begun for a new meeting and not saved yet, kept on this phone. */
export const unfinishedMeeting = {
  read(associationId: string): MeetingForm | undefined {
    const text = phoneStorage.getItem(nameFor(associationId));
    if (text === null) return undefined;
    try {
      // Fields that this version knows and that one did not begin as new.
      return { ...NEW_MEETING, ...(JSON.parse(text) as Partial<MeetingForm>) };
    } catch {
      return undefined;
    }
  },
  keep(associationId: string, form: MeetingForm): void {
    phoneStorage.setItem(nameFor(associationId), JSON.stringify(form));
  },
  forget(associationId: string): void {
    phoneStorage.removeItem(nameFor(associationId));
  },
};

const nameFor = (associationId: string) => `shangju-unfinished-meeting-${associationId}`;
