import { type CountedVerdict, revealNote, ruleSentence, tallyBallot } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import type { BallotRow } from './ballot-row.ts';
import { type CountedRegister, countVotes } from './count-votes.ts';
import type { Seal } from './seal.ts';
import { sealBallot, sealSoon, tellOfSealed } from './seal-ballot.ts';

/** Up to so many votes a ballot is closed and sealed at once: nobody notices. */
export const SEALED_AT_ONCE_VOTES = 20_000;

/**
 * Closes, seals and tells. Of many votes only the count is made now; the rest follows by a job, so that
 * nobody waits for it, least of all those who vote in other ballots at this moment.
 */
export async function closeAndTell(
  tx: PoolClient,
  ballot: BallotRow,
  seal: Seal,
  sealedAtOnceVotes = SEALED_AT_ONCE_VOTES,
): Promise<void> {
  await closeBallot(tx, ballot);
  if (ballot.tookPart > sealedAtOnceVotes) return sealSoon(tx, ballot.id);
  await sealBallot(tx, ballot.id, seal);
  await tellOfSealed(tx, ballot.id);
}

/**
 * Counts and freezes the verdict. The ballot is locked, so every vote that was answered with 201 is there,
 * and none comes after it. Until it is sealed, no vote of it is shown.
 */
export async function closeBallot(tx: PoolClient, ballot: BallotRow): Promise<void> {
  const votes = await countVotes(tx, ballot);
  const verdict = verdictOf(ballot, votes);
  // What one admin entered and no second confirmed is no vote, and its choices are nobody's business.
  await tx.query({
    name: 'drop-entries',
    text: 'delete from paper_entries where ballot_id = $1',
    values: [ballot.id],
  });
  await tx.query({
    name: 'close-ballot',
    text: `
      update ballots set state = 'closed', closed_at = $6, verdict = $2, outcome = $3, verdict_sentence = $4,
        reveal_note = $5
      where id = $1`,
    values: [
      ballot.id,
      JSON.stringify(verdict),
      verdict.outcome,
      verdict.sentence,
      revealNote(ballot.rule, votes),
      ballot.now,
    ],
  });
}

function verdictOf(ballot: BallotRow, votes: readonly CountedRegister[]): CountedVerdict {
  const { rule } = ballot;
  const tally = tallyBallot(rule, votes);
  return {
    ballotId: ballot.id,
    question: ballot.question,
    text: ballot.text,
    rule,
    ruleSentence: ruleSentence(rule, votes),
    opensAt: ballot.opensAt.toISOString(),
    closesAt: ballot.closesAt.toISOString(),
    corrects: ballot.corrects,
    registers: tally.registers.map((register, place) => ({
      ...register,
      channels: must(votes[place]).channels,
    })),
    outcome: tally.outcome,
    winners: tally.winners,
    tied: tally.tied,
    sentence: tally.sentence,
    electorateDigest: must(ballot.electorateDigest),
    turnoutDigest: null,
    votesDigest: null,
  };
}
