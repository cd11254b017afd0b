/** Every way in which ballots.json is not what README.md promises. */
export function complaintsAboutBallots({ ballots, associations, meetings, merchants, people }) {
  const complaints = [];
  const expect = (holds, sentence) => {
    if (!holds) complaints.push(sentence);
  };
  const atOf = ({ day, time }) => day * 24 * 60 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  for (const { key, associationKey, agendaItem, byKey, options, opens, closes, votes } of ballots) {
    expect(
      associations.some((association) => association.key === associationKey),
      `ballot ${key}: no association ${associationKey}`,
    );
    expect(
      people.roles.some(
        ({ role, personKey, placeKey }) =>
          role === 'association.admin' && personKey === byKey && placeKey === associationKey,
      ),
      `ballot ${key}: ${byKey} is no admin`,
    );
    const meeting = meetings.find((candidate) => candidate.key === agendaItem?.meetingKey);
    expect(
      agendaItem === null || meeting?.agenda[agendaItem.number - 1] !== undefined,
      `ballot ${key}: no such item on an agenda`,
    );
    expect(atOf(opens) < atOf(closes), `ballot ${key}: ends before it opens`);
    expect(votes === null || opens.day < 0, `ballot ${key}: votes before it opens`);
    if (votes === null) continue;
    expect(votes.weights.length === options.length, `ballot ${key}: a weight for each option`);
    for (const absent of votes.absent) {
      expect(
        [...merchants, ...people.households].some((unit) => unit.key === absent),
        `ballot ${key}: no unit ${absent}`,
      );
    }
  }
  return complaints;
}
