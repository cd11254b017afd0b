import { must } from '../../must.ts';
import type { Moment, PersonaHistory } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';
import { clockMs, instantOn } from './opening-hours.ts';
import { redeem } from './redeem.ts';

/**
 * Puts what is told of the personas on the agenda, word for word; a refusal throws.
 * @returns to be called in the end: throws when somebody ends at other points than told
 */
export function tellPersonas(drawing: Drawing): () => void {
  for (const persona of drawing.seeds.history.personas) tell(drawing, persona);
  return () => {
    for (const persona of drawing.seeds.history.personas) checkFigures(drawing, persona);
  };
}

function tell(drawing: Drawing, persona: PersonaHistory): void {
  const { ledger, agenda, seeds, terms, lots, dayAgo } = drawing;
  const personId = seedId('person', persona.personKey);
  const onAgenda = ({ daysAgo, time }: Moment, act: (at: Date) => { ok: boolean }) => {
    const at = instantOn(dayAgo(daysAgo), clockMs(time));
    agenda.add(at, () => {
      const outcome = act(at);
      if (outcome.ok) return;
      throw new Error(
        `history of ${persona.personKey}: ${daysAgo} days ago ${time} was refused: ${JSON.stringify(outcome)}`,
      );
    });
  };
  for (const visit of persona.checkIns) {
    onAgenda(visit, (at) =>
      ledger.checkIn(at, { personId, merchantId: seedId('merchant', visit.merchantKey) }),
    );
  }
  for (const gift of persona.grants) {
    const associationId = seedId('association', gift.associationKey);
    const admins = must(terms.adminsOf.get(associationId)).filter((id) => id !== personId);
    const { points, reason } = gift;
    onAgenda(gift, (at) =>
      ledger.grant(at, { personId, associationId, grantedBy: lots.pick(admins), points, reason }),
    );
  }
  for (const wish of persona.redemptions) {
    const offer = must(seeds.offers.find(({ key }) => key === wish.offerKey));
    onAgenda(wish, (at) => redeem(drawing, at, { personId, offer, course: wish.outcome }));
  }
}

function checkFigures({ ledger }: Drawing, { personKey, available, earned, spent }: PersonaHistory): void {
  const told = { available, held: 0, earned, spent, expired: 0 };
  const account = must(ledger.accounts.get(seedId('person', personKey)));
  for (const [figure, points] of Object.entries(told)) {
    const came = account[figure as keyof typeof told];
    if (came !== points) throw new Error(`history of ${personKey}: ${figure} came to ${came}, not ${points}`);
  }
}
