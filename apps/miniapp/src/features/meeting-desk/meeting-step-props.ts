import type { MeetingForm, MeetingFormErrors } from './meeting-form';

export type MeetingStep = 'what' | 'when' | 'agenda';

export interface MeetingStepProps {
  form: MeetingForm;
  set: (change: Partial<MeetingForm>) => void;
  /** Of the fields that the person has been asked to put right. */
  errors: MeetingFormErrors;
}
