/** The addresses of the pages on which an association looks after its ballots. */
export function ballotDeskPage(ballotId: string): string {
  return `/packages/association/pages/ballot-desk/index?ballotId=${ballotId}`;
}

/** What a new ballot begins with. */
export interface NewBallotPlace {
  associationId: string;
  /** Of a meeting of the association. */
  agendaItemId?: string;
  /** What stands on the agenda there, as the question to begin with. */
  question?: string;
  /** A closed ballot that it corrects. */
  corrects?: string;
}

export function newBallotPage({ associationId, agendaItemId, question, corrects }: NewBallotPlace): string {
  return (
    `/packages/association/pages/ballot-edit/index?associationId=${associationId}` +
    (agendaItemId === undefined ? '' : `&agendaItemId=${agendaItemId}`) +
    (question === undefined ? '' : `&question=${encodeURIComponent(question)}`) +
    (corrects === undefined ? '' : `&corrects=${corrects}`)
  );
}

export function editBallotPage({
  associationId,
  ballotId,
}: {
  associationId: string;
  ballotId: string;
}): string {
  return `/packages/association/pages/ballot-edit/index?associationId=${associationId}&ballotId=${ballotId}`;
}

/** @param unitId whose vote it is, where that is known already */
export function paperVotePage(ballotId: string, unitId?: string): string {
  const address = `/packages/association/pages/ballot-paper/index?ballotId=${ballotId}`;
  return unitId === undefined ? address : `${address}&unitId=${unitId}`;
}

/** For the wall: the notice while one can vote, the result afterwards. */
export function ballotWallPage(ballotId: string): string {
  return `/packages/association/pages/ballot-wall/index?ballotId=${ballotId}`;
}
