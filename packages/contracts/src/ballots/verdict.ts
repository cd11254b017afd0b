import { type Static, Type } from 'typebox';
import { Id, Instant, orNull } from '../schema.ts';
import { BallotRule } from './rule.ts';

export const BALLOT_OUTCOMES = ['passed', 'not-passed', 'no-quorum', 'tied'] as const;
export const BallotOutcome = Type.Enum([...BALLOT_OUTCOMES]);
export type BallotOutcome = (typeof BALLOT_OUTCOMES)[number];

/** Votes, people or square centimetres. */
const Count = Type.Integer({ minimum: 0 });

const OptionCount = Type.Object({ option: Type.Integer(), votes: Count, areaCm2: orNull(Count) });

const VerdictRegister = Type.Object({
  name: Type.String(),
  unitWord: Type.String(),
  eligible: Count,
  eligibleAreaCm2: orNull(Count),
  present: orNull(Count),
  presentAreaCm2: orNull(Count),
  tookPart: Count,
  tookPartAreaCm2: orNull(Count),
  channels: Type.Object({ phone: Count, paper: Count, telephone: Count, door: Count }),
  counts: Type.Array(OptionCount),
  abstentions: Count,
  abstentionsAreaCm2: orNull(Count),
  quorum: orNull(Type.Object({ neededUnits: Count, neededAreaCm2: orNull(Count), met: Type.Boolean() })),
  leader: orNull(OptionCount),
  threshold: orNull(
    Type.Object({
      baseUnits: Count,
      baseAreaCm2: orNull(Count),
      neededVotes: Count,
      neededAreaCm2: orNull(Count),
      met: Type.Boolean(),
    }),
  ),
  /** Of an instant run-off. */
  rounds: orNull(
    Type.Array(
      Type.Object({
        counts: Type.Array(Type.Object({ option: Type.Integer(), votes: Count })),
        exhausted: Count,
        eliminated: Type.Array(Type.Integer()),
      }),
    ),
  ),
  passed: Type.Boolean(),
});

/** What stands when a ballot has closed; what is digested and signed. */
export const Verdict = Type.Object({
  ballotId: Id,
  question: Type.String(),
  text: Type.String(),
  rule: BallotRule,
  ruleSentence: Type.String(),
  opensAt: Instant,
  closesAt: Instant,
  corrects: orNull(Id),
  registers: Type.Array(VerdictRegister),
  outcome: BallotOutcome,
  winners: Type.Array(Type.Integer()),
  tied: Type.Array(Type.Integer()),
  sentence: Type.String({ description: 'Why it passed or did not, with the numbers' }),
  electorateDigest: Type.String(),
  /** Null, as the seal below, while the votes are put into an order of chance: of very many that takes a minute. */
  turnoutDigest: orNull(Type.String()),
  votesDigest: orNull(Type.String()),
});
export type Verdict = Static<typeof Verdict>;

export const BallotResult = Type.Object({
  verdict: Verdict,
  /** SHA-256 of the verdict in canonical JSON (RFC 8785), hex. */
  resultDigest: orNull(Type.String()),
  /** Ed25519 over `shangju-ballot/1 ` and the digest, base64url. */
  signature: orNull(Type.String()),
  publicKey: orNull(Type.String()),
  closedAt: Instant,
  /** What so few or such unanimous votes give away. */
  revealNote: orNull(Type.String()),
});
export type BallotResult = Static<typeof BallotResult>;
