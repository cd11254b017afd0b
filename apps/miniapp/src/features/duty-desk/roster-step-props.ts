import type { MerchantSummary } from '@shangju/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RosterForm, RosterFormErrors } from './roster-form';

export type RosterStep = 'lane' | 'members' | 'shifts' | 'days' | 'round' | 'rules';

export interface StepProps {
  form: RosterForm;
  set: (change: Partial<RosterForm>) => void;
  /** Of the fields that the person has been asked to put right. */
  errors: RosterFormErrors;
  /** Of the association. */
  shops: Pick<UseQueryResult<MerchantSummary[]>, 'data' | 'error' | 'fetchStatus' | 'refetch'>;
}
