import { must } from '../../must.ts';
import { seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';
import { clockMs, instantOn } from './opening-hours.ts';

const OFFICE_OPENS_MS = clockMs('09:00');
const OFFICE_CLOSES_MS = clockMs('17:30');
const DAYS_IN_WEEK = 7;

/** So many in each whole week of each association, during office hours. */
export function drawGrants(drawing: Drawing): void {
  const { seeds, agenda, lots, dayAgo } = drawing;
  const { days, grants } = seeds.history;
  for (let daysAgo = days; daysAgo >= DAYS_IN_WEEK; daysAgo -= DAYS_IN_WEEK) {
    for (const { key } of seeds.associations) {
      const count = lots.between(...grants.perAssociationPerWeek);
      for (let drawn = 0; drawn < count; drawn++) {
        const day = dayAgo(daysAgo - lots.between(0, DAYS_IN_WEEK - 1));
        const at = instantOn(day, lots.between(OFFICE_OPENS_MS, OFFICE_CLOSES_MS));
        agenda.add(at, () => grant(drawing, at, seedId('association', key)));
      }
    }
  }
}

function grant({ ledger, terms, visitors, seeds, lots }: Drawing, at: Date, associationId: string): void {
  const grantedBy = lots.pick(must(terms.adminsOf.get(associationId)));
  const others = visitors.all.filter(({ personId }) => personId !== grantedBy);
  const outcome = ledger.grant(at, {
    associationId,
    grantedBy,
    personId: lots.pick(others).personId,
    points: lots.pick(seeds.history.grants.points),
    reason: lots.pick(seeds.history.grants.reasons),
  });
  if (!outcome.ok) throw new Error(`history: a grant was refused: ${outcome.code}`);
}
