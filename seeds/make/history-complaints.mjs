/**
 * Replays what history.json tells of the personas, in the order of time and by the rules of the
 * associations, and weighs the rest of it: the lots must be able to come out.
 */
export function complaintsAboutHistory(seeds) {
  const complaints = [];
  const expect = (holds, sentence) => {
    if (!holds) complaints.push(sentence);
  };
  checkShares(seeds, expect);
  checkSoldStockIsAffordable(seeds, expect);
  for (const persona of seeds.history.personas) replay(persona, seeds, expect);
  return complaints;
}

function checkShares({ history, associations }, expect) {
  const { associationShare, redemptionOutcomeShare, hourWeights } = history;
  for (const [name, shares] of Object.entries({ associationShare, redemptionOutcomeShare })) {
    const sum = Object.values(shares).reduce((total, share) => total + share, 0);
    expect(Math.abs(sum - 1) < 1e-9, `history: ${name} sums to ${sum}, not 1`);
  }
  expect(hourWeights.length === 24, 'history: hourWeights must name 24 hours');
  for (const { key, name, earningRule } of associations) {
    const share = associationShare[key] ?? 0;
    const most = history.checkInsPerDay.weekend[1] * history.days * share * earningRule.pointsPerCheckIn;
    expect(share > 0, `history: ${name} has no share of the check-ins`);
    expect(most < earningRule.budgetPoints, `history: ${name} would spend its whole budget`);
  }
}

/** Offers with stockLeft ask for a number of redemptions; half of what is earned must pay for them. */
function checkSoldStockIsAffordable({ history, offers, associations }, expect) {
  const asked = offers
    .filter(({ stockLeft }) => stockLeft !== null)
    .reduce((sum, { stockTotal, stockLeft, pricePoints }) => sum + (stockTotal - stockLeft) * pricePoints, 0);
  const least = Math.min(...associations.map(({ earningRule }) => earningRule.pointsPerCheckIn));
  const earned = history.checkInsPerDay.weekday[0] * history.days * least;
  expect(asked <= earned / 2, `history: sold stock asks for ${asked} points of at least ${earned} earned`);
}

function replay(persona, { history, associations, merchants, offers, people }, expect) {
  const { personKey } = persona;
  const say = (holds, sentence) => expect(holds, `history of ${personKey}: ${sentence}`);
  say(
    people.people.some(({ key }) => key === personKey),
    'no such person',
  );
  const own = new Set(
    people.roles.filter((role) => role.personKey === personKey).map(({ placeKey }) => placeKey),
  );
  let earned = 0;
  let spent = 0;
  const paidOnDay = new Map();
  const seen = new Set();

  for (const event of inOrderOfTime(persona)) {
    const when = `${event.daysAgo} days ago ${event.time}`;
    say(event.daysAgo >= 1 && event.daysAgo <= history.days, `${when} is outside the ${history.days} days`);
    if (event.points !== undefined) {
      earned += event.points;
      continue;
    }
    const offer = offers.find(({ key }) => key === event.offerKey);
    const merchant = merchants.find(({ key }) => key === (event.merchantKey ?? offer?.merchantKey));
    say(merchant !== undefined, `${when}: no ${event.merchantKey ?? event.offerKey}`);
    if (merchant === undefined) continue;
    const [opens, closes] = merchant.openHours.split('–');
    say(event.time >= opens && event.time < closes, `${when}: ${merchant.name} is closed`);
    say(!own.has(merchant.key), `${when}: ${merchant.name} is their own shop`);

    if (offer === undefined) {
      const { earningRule } = associations.find(({ key }) => key === merchant.associationKey);
      const visit = `${event.daysAgo} ${merchant.key}`;
      say(!seen.has(visit), `${when}: second check-in at ${merchant.name} that day`);
      seen.add(visit);
      const paid = (paidOnDay.get(event.daysAgo) ?? 0) + 1;
      paidOnDay.set(event.daysAgo, paid);
      say(paid <= earningRule.paidCheckInsPerDay, `${when}: too many check-ins that day`);
      earned += earningRule.pointsPerCheckIn;
      continue;
    }
    say(offer.status === 'approved', `${when}: ${offer.title} is not approved`);
    say(offer.stockLeft === null, `${when}: ${offer.title} has its stock counted already`);
    say((offer.availableFromDay ?? -Infinity) <= -event.daysAgo, `${when}: ${offer.title} had not begun`);
    say((offer.availableUntilDay ?? Infinity) >= -event.daysAgo, `${when}: ${offer.title} was over`);
    say(earned - spent >= offer.pricePoints, `${when}: ${offer.title} costs more than there was`);
    say(event.outcome in history.redemptionOutcomeShare, `${when}: unknown outcome ${event.outcome}`);
    if (event.outcome === 'counter' || event.outcome === 'voucher') spent += offer.pricePoints;
  }

  say(earned === persona.earned, `earned ${earned}, not ${persona.earned}`);
  say(spent === persona.spent, `spent ${spent}, not ${persona.spent}`);
  say(earned - spent === persona.available, `${earned - spent} available, not ${persona.available}`);
  const { description } = people.personas.find((candidate) => candidate.personKey === personKey) ?? {};
  say(
    persona.available === 0 || description?.includes(`有 ${persona.available} 分`),
    `the persona's line does not say ${persona.available} 分`,
  );
}

function inOrderOfTime({ checkIns, redemptions, grants }) {
  return [...checkIns, ...grants, ...redemptions].sort(
    (left, right) => right.daysAgo - left.daysAgo || (left.time < right.time ? -1 : 1),
  );
}
