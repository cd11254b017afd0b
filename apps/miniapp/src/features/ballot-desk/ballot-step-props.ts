import type { BallotForm, BallotFormErrors, Electorates } from './ballot-form';

export type BallotStep = 'template' | 'question' | 'who' | 'fine';

export interface BallotStepProps {
  form: BallotForm;
  set: (change: Partial<BallotForm>) => void;
  /** Of the fields that the person has been asked to put right. */
  errors: BallotFormErrors;
  electorates: Electorates;
  associationId: string;
}
