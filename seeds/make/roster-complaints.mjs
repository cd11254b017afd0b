/** Every way in which rosters.json is not what README.md promises. */
export function complaintsAboutRosters({ rosters, associations, merchants }) {
  const complaints = [];
  const expect = (holds, sentence) => {
    if (!holds) complaints.push(sentence);
  };
  for (const roster of rosters) checkRoster(roster, { associations, merchants }, expect);
  return complaints;
}

function checkRoster(roster, { associations, merchants }, expect) {
  const { key, associationKey, lane, memberKeys, nextMerchantKey, checklist, shiftTimes, history } = roster;
  const association = associations.find((candidate) => candidate.key === associationKey);
  expect(association?.lanes.includes(lane), `roster ${key}: ${lane} is no lane of ${associationKey}`);
  expect(new Set(memberKeys).size === memberKeys.length, `roster ${key}: a member is there twice`);
  const inLane = merchants.filter((merchant) => merchant.lane === lane);
  expect(
    inLane.length === memberKeys.length && inLane.every((merchant) => memberKeys.includes(merchant.key)),
    `roster ${key}: its members are not the merchants of ${lane}`,
  );
  expect(memberKeys.includes(nextMerchantKey), `roster ${key}: ${nextMerchantKey} is no member`);
  expect(new Set(checklist).size === checklist.length, `roster ${key}: an item is there twice`);
  for (const { name, startsAt, endsAt } of shiftTimes) {
    expect(
      /^\d\d:\d\d$/.test(startsAt) && /^\d\d:\d\d$/.test(endsAt) && startsAt < endsAt,
      `roster ${key}: ${name} makes no part of a day`,
    );
  }
  const turns = (history.daysBack + history.daysAhead) * shiftTimes.length;
  expect(
    turns < 2 * memberKeys.length,
    `roster ${key}: ${turns} turns bring ${nextMerchantKey} round before the one that is told`,
  );
  for (const { item } of history.findings) {
    expect(checklist.includes(item), `roster ${key}: a finding answers ${item}, which nobody asks`);
  }
  for (const { askedMerchantKey, takenByMerchantKey } of history.swaps) {
    for (const merchantKey of [askedMerchantKey, takenByMerchantKey]) {
      expect(
        merchantKey === null || memberKeys.includes(merchantKey),
        `roster ${key}: ${merchantKey} of a swap is no member`,
      );
    }
  }
}
