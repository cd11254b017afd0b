import { type PlaqueScan, type ProblemSummary, problemDetail } from '@shangju/contracts';
import type { PlaqueFound } from '../duty/index.ts';

/** What a lane's plaque is to the person who scanned it: the way to begin their next shift there. */
export function presentPlaque({ roster, next }: PlaqueFound): PlaqueScan {
  return {
    kind: 'plaque',
    roster,
    shift: next?.shift ?? null,
    actions: next
      ? [{ act: 'shift-check-in', points: null, refusal: next.refusal ? summaryOf(next.refusal) : null }]
      : [],
  };
}

function summaryOf(no: NonNullable<NonNullable<PlaqueFound['next']>['refusal']>): ProblemSummary {
  switch (no.code) {
    case 'shift-too-early':
      return { code: no.code, detail: problemDetail(no.code, no) };
    case 'outside-fence':
      return { code: no.code, detail: problemDetail(no.code, no) };
    default:
      return { code: no.code, detail: problemDetail(no.code, undefined) };
  }
}
