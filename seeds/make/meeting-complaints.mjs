/** Every way in which meetings.json is not what README.md promises. */
export function complaintsAboutMeetings({ meetings, associations, people: { people, households, roles } }) {
  const complaints = [];
  const expect = (holds, sentence) => {
    if (!holds) complaints.push(sentence);
  };
  const isAdmin = (personKey, placeKey) =>
    roles.some(
      (held) =>
        held.role === 'association.admin' && held.personKey === personKey && held.placeKey === placeKey,
    );
  for (const meeting of meetings) {
    const { key, associationKey, state, day, agenda, attendances, byHand, questions, minutes, followUps } =
      meeting;
    const association = associations.find((candidate) => candidate.key === associationKey);
    expect(association !== undefined, `meeting ${key}: no association ${associationKey}`);
    expect(isAdmin(meeting.byKey, associationKey), `meeting ${key}: ${meeting.byKey} is no admin`);
    expect(meeting.startsAt < meeting.endsAt, `meeting ${key}: ends before it starts`);
    expect(
      state === 'minutes-published' ? day < 0 && minutes !== null : state === 'published' && day > 0,
      `meeting ${key}: a ${state} meeting on day ${day}`,
    );
    expect(
      state !== 'published' || attendances.length + byHand.length + followUps.length === 0,
      `meeting ${key}: somebody was there before it began`,
    );
    for (const { personKey } of [...attendances, ...questions]) {
      expect(
        people.some((person) => person.key === personKey),
        `meeting ${key}: nobody is ${personKey}`,
      );
    }
    for (const { householdKey } of byHand) {
      const household = households.find((candidate) => candidate.key === householdKey);
      expect(
        household?.communityKey === association?.communityKey,
        `meeting ${key}: ${householdKey} is no household of its community`,
      );
    }
    for (const { item } of minutes?.decisions ?? []) {
      expect(item === null || agenda[item - 1] !== undefined, `meeting ${key}: a decision on item ${item}`);
    }
    for (const { what, steps } of followUps) {
      const ends = steps.findIndex((step) => step.state !== 'open');
      expect(ends < 0 || ends === steps.length - 1, `meeting ${key}: ${what} goes on after its end`);
      for (const { byKey } of steps) {
        expect(isAdmin(byKey, associationKey), `meeting ${key}: ${byKey} is no admin and moved ${what}`);
      }
    }
  }
  return complaints;
}
