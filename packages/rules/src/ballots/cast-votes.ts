import type { BallotRule } from './ballot-rule.ts';
import { type ChoicesProblem, choicesProblem } from './choices.ts';

export type BallotState = 'draft' | 'published' | 'open' | 'closed';

export interface CastBallot {
  readonly state: BallotState;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly rule: BallotRule;
}

/** What is known of a unit that somebody wants to vote for. */
export interface CastUnit {
  /** Its register in the ballot; null where it has no vote there. */
  readonly register: number | null;
  /** The person is a verified member of the household, or entitled for the shop. */
  readonly entitled: boolean;
  readonly voted: boolean;
}

export interface CastRequest {
  readonly ballotId: string;
  readonly unitId: string;
  readonly personId: string;
  readonly choices: readonly number[];
}

export interface CastState {
  readonly now: Date;
  /** By ballotId, under lock. */
  readonly ballots: ReadonlyMap<string, CastBallot>;
  /** What is known of each request's unit, in their order. */
  readonly units: readonly CastUnit[];
}

/** `ballot-due`: its time has come and nobody has opened it yet; open it and ask again. */
export type CastRefusal =
  | { readonly code: 'not-found' | 'ballot-due' | BallotNotTaking | 'not-eligible' | 'already-voted' }
  | { readonly code: 'choices-invalid'; readonly problem: ChoicesProblem };

export type CastOutcome =
  | { readonly ok: true; readonly register: number }
  | ({ readonly ok: false } & CastRefusal);

/**
 * Votes, decided one after the other: each unit has one in each ballot, until the instant at which the
 * ballot closes and not at it. A refusal harms none of the others.
 */
export function decideCasts(state: CastState, requests: readonly CastRequest[]): CastOutcome[] {
  const voted = new Set<string>();
  return requests.map((request, index) => {
    const ballot = state.ballots.get(request.ballotId);
    const refusal = ballot ? refusalOfTime(ballot, state.now) : 'not-found';
    if (refusal) return { ok: false, code: refusal };
    const unit = state.units[index];
    if (!ballot || !unit || unit.register === null || !unit.entitled) {
      return { ok: false, code: 'not-eligible' };
    }
    const key = `${request.ballotId} ${request.unitId}`;
    if (unit.voted || voted.has(key)) return { ok: false, code: 'already-voted' };
    const problem = choicesProblem(ballot.rule, request.choices);
    if (problem) return { ok: false, code: 'choices-invalid', problem };
    voted.add(key);
    return { ok: true, register: unit.register };
  });
}

type BallotNotTaking = 'ballot-not-open' | 'ballot-closed';

/** Why a ballot takes no votes now. */
export function refusalOfTime(
  { state, opensAt, closesAt }: Omit<CastBallot, 'rule'>,
  now: Date,
): 'not-found' | 'ballot-due' | BallotNotTaking | undefined {
  switch (state) {
    case 'draft':
      return 'not-found';
    case 'published':
      if (now < opensAt) return 'ballot-not-open';
      return now < closesAt ? 'ballot-due' : 'ballot-closed';
    case 'open':
      return now < closesAt ? undefined : 'ballot-closed';
    case 'closed':
      return 'ballot-closed';
  }
}
