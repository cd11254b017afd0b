import type { CheckInRequest, CodeFields } from '@shangju/rules';

/** What a merchant's code proves about being there; undefined for codes of other kinds. */
export function merchantPresence({ kind, step }: CodeFields): CheckInRequest['presence'] | undefined {
  switch (kind) {
    case 'merchant':
      return { kind: 'live', step };
    case 'merchant-poster':
      return { kind: 'poster' };
    default:
      return undefined;
  }
}
