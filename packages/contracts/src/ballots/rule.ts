import { type Static, Type } from 'typebox';
import { Id, NOT_BLANK, orNull } from '../schema.ts';

export const BALLOT_OPTIONS_MAX = 30;
export const LISTED_UNITS_MAX = 1000;

/** A share in whole numbers, so that exactly two thirds is two thirds. */
const Share = Type.Object(
  {
    numerator: Type.Integer({ minimum: 0, maximum: 100 }),
    denominator: Type.Integer({ minimum: 1, maximum: 100 }),
  },
  { additionalProperties: false },
);

const Places = Type.Integer({ minimum: 1, maximum: BALLOT_OPTIONS_MAX });

export const BallotMethod = Type.Union([
  Type.Object({ kind: Type.Literal('for-against') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('one-of') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('up-to'), most: Places, seats: Places }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('ranked') }, { additionalProperties: false }),
]);

export const RegisterSource = Type.Union([
  Type.Object({ kind: Type.Literal('merchants'), associationId: Id }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('households'), communityId: Id }, { additionalProperties: false }),
  Type.Object(
    {
      kind: Type.Literal('list'),
      unitIds: Type.Array(Id, { minItems: 1, maxItems: LISTED_UNITS_MAX, uniqueItems: true }),
    },
    { additionalProperties: false },
  ),
]);
export type RegisterSource = Static<typeof RegisterSource>;

export const BallotRegister = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 30, pattern: NOT_BLANK }), source: RegisterSource },
  { additionalProperties: false },
);

export const Quorum = Type.Object(
  { share: Share, base: Type.Enum(['eligible', 'present']) },
  { additionalProperties: false },
);

export const Threshold = Type.Object(
  {
    share: Share,
    kind: Type.Enum(['more-than', 'at-least']),
    base: Type.Enum(['cast', 'for-against', 'eligible']),
  },
  { additionalProperties: false },
);

/** How a ballot is decided; frozen once it is published. `packages/rules` says which of these make sense. */
export const BallotRule = Type.Object(
  {
    method: BallotMethod,
    /** A choice names an option by its place here, counted from 0. */
    options: Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: NOT_BLANK }), {
      minItems: 1,
      maxItems: BALLOT_OPTIONS_MAX,
    }),
    /** One, or two that must both pass. */
    registers: Type.Array(BallotRegister, { minItems: 1, maxItems: 2 }),
    quorum: orNull(Quorum),
    threshold: orNull(Threshold),
    byArea: Type.Boolean({
      description: 'Quorum and threshold must hold by floor area too (Civil Code art. 278)',
    }),
    secret: Type.Boolean(),
    changeable: Type.Boolean({ description: 'A vote can be changed until the ballot closes' }),
    showsTurnout: Type.Boolean({ description: 'Everybody sees during the vote how many have voted' }),
  },
  { additionalProperties: false },
);
export type BallotRule = Static<typeof BallotRule>;

/** Options by their place; in a ranked ballot in the order of liking. Empty: abstained. */
export const Choices = Type.Array(Type.Integer({ minimum: 0, maximum: BALLOT_OPTIONS_MAX - 1 }), {
  maxItems: BALLOT_OPTIONS_MAX,
});

export const VOTE_CHANNELS = ['phone', 'paper', 'telephone', 'door'] as const;
export const VoteChannel = Type.Enum([...VOTE_CHANNELS]);
export type VoteChannel = (typeof VOTE_CHANNELS)[number];
