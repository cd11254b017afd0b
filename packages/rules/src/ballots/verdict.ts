import type { BallotRule } from './ballot-rule.ts';
import type { BallotOutcome, RegisterTally } from './tally.ts';

export const VOTE_CHANNELS = ['phone', 'paper', 'telephone', 'door'] as const;
export type VoteChannel = (typeof VOTE_CHANNELS)[number];

export interface VerdictRegister extends RegisterTally {
  /** How many votes came by which way; together those that took part. */
  readonly channels: Readonly<Record<VoteChannel, number>>;
}

/** What is frozen when a ballot closes. JSON through and through: its canonical text (RFC 8785) is digested. */
export interface Verdict {
  readonly ballotId: string;
  readonly question: string;
  /** The attached text; empty where there is none. */
  readonly text: string;
  readonly rule: BallotRule;
  /** `ruleSentence` with the numbers at closing. */
  readonly ruleSentence: string;
  /** ISO 8601 in UTC. */
  readonly opensAt: string;
  readonly closesAt: string;
  /** The ballotId of the ballot that this one corrects. */
  readonly corrects: string | null;
  readonly registers: readonly VerdictRegister[];
  readonly outcome: BallotOutcome;
  readonly winners: readonly number[];
  readonly tied: readonly number[];
  readonly sentence: string;
  /** SHA-256, in lower-case hex, of the `bundleLines` of each table. */
  readonly electorateDigest: string;
  readonly turnoutDigest: string;
  readonly votesDigest: string;
}

/** Between the count and the seal, which brings the digests of the tables. */
export interface CountedVerdict extends Omit<Verdict, 'turnoutDigest' | 'votesDigest'> {
  readonly turnoutDigest: null;
  readonly votesDigest: null;
}

/** A register is named by its place in the rule. */
export type ElectorateRow = readonly [unitId: string, register: number, areaCm2: number | null, name: string];
export type TurnoutRow = readonly [unitId: string, channel: VoteChannel];
/** The key is the receipt code in a secret ballot and the unitId in an open one. */
export type VoteRow = readonly [key: string, register: number, choices: readonly number[]];

export const BUNDLE_FORMAT = 'shangju-ballot/1';

/** All that is needed to count again. The file is exactly its canonical JSON (RFC 8785), not a byte more. */
export interface BallotBundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly verdict: Verdict;
  /** The three tables are sorted by their first element (`sortBundleRows`), which is in each only once. */
  readonly electorate: readonly ElectorateRow[];
  readonly turnout: readonly TurnoutRow[];
  readonly votes: readonly VoteRow[];
  /** SHA-256, in lower-case hex, of the verdict's canonical JSON. */
  readonly resultDigest: string;
  /** Ed25519 over the UTF-8 bytes of `signedText(resultDigest)`, in base64url without padding. */
  readonly signature: string;
  /** The 32 bytes of the key, in base64url without padding. */
  readonly publicKey: string;
}

/** Rows in the order of a bundle: by their first element, by UTF-16 code units. */
export function sortBundleRows<Row extends ElectorateRow | TurnoutRow | VoteRow>(
  rows: readonly Row[],
): Row[] {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

/** The text whose UTF-8 bytes a table's digest is taken of: the rows in a bundle's order, one JSON a line. */
export function bundleLines(rows: readonly (ElectorateRow | TurnoutRow | VoteRow)[]): string {
  return sortBundleRows(rows)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}

/** What is signed. It names the format, so that the signature says nothing anywhere else. */
export function signedText(resultDigest: string): string {
  return `${BUNDLE_FORMAT} ${resultDigest}`;
}

/**
 * A public key as it hangs on the wall and as the verifier prints it: in groups of four.
 *
 * @param keySha256 SHA-256, in lower-case hex, of the key's 32 bytes.
 */
export function keyFingerprint(keySha256: string): string {
  return (keySha256.match(/.{4}/g) ?? []).join(' ');
}
