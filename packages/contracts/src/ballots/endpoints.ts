import { Type } from 'typebox';
import { AssociationParams } from '../directory/endpoints.ts';
import { endpoint, personAccess, publicAccess, rolesAt } from '../endpoint.ts';
import { body, Id, Instant, Note, page, pageQuery } from '../schema.ts';
import {
  Ballot,
  BallotEdit,
  BallotState,
  BallotSummary,
  CastVote,
  Extension,
  NewBallot,
  Objection,
  PaperVote,
  PublishedVote,
  Receipt,
  TurnoutRow,
} from './ballot.ts';
import { Choices, VoteChannel } from './rule.ts';
import { BallotResult } from './verdict.ts';

const BallotParams = Type.Object({ ballotId: Id });
const byAdmin = rolesAt('ballot', 'ballotId', ['association.admin']);

/** Why a vote is not taken, whoever brings it. */
const NOT_TAKEN = ['ballot-not-open', 'ballot-closed', 'not-eligible', 'choices-invalid'] as const;

export const ballotEndpoints = {
  'GET /v1/associations/{associationId}/electorates': endpoint({
    summary: 'The registers that a ballot can be held in, with how many units each has now',
    access: rolesAt('association', 'associationId', ['association.admin']),
    params: AssociationParams,
    responses: {
      200: Type.Object({
        merchants: Type.Object({ associationId: Id, name: Type.String(), eligible: Type.Integer() }),
        households: Type.Object({
          communityId: Id,
          name: Type.String(),
          eligible: Type.Integer(),
          areaCm2: Type.Integer(),
          withoutArea: Type.Integer({ description: 'Households whose floor area is not known' }),
        }),
      }),
    },
    problems: [],
  }),
  'POST /v1/associations/{associationId}/ballots': endpoint({
    summary: 'Draft a ballot',
    access: rolesAt('association', 'associationId', ['association.admin']),
    idempotent: true,
    params: AssociationParams,
    body: NewBallot,
    responses: { 201: Ballot },
    problems: [
      'rule-invalid',
      'register-unknown',
      'agenda-item-unknown',
      'ballot-unknown',
      'ballot-times-invalid',
    ],
  }),
  'GET /v1/ballots': endpoint({
    summary: 'Ballots, those that end soonest first, then the closed ones; drafts only for their admins',
    access: publicAccess,
    query: pageQuery({
      associationId: Type.Optional(Id),
      state: Type.Optional(BallotState),
      /** Those in which a household or shop of mine has a vote. */
      mine: Type.Optional(Type.Boolean()),
    }),
    responses: { 200: page(BallotSummary) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/ballots/{ballotId}': endpoint({
    summary: 'One ballot, with its rule as a sentence and the votes that I have in it',
    access: publicAccess,
    params: BallotParams,
    responses: { 200: Ballot },
    problems: ['not-found'],
  }),
  'PATCH /v1/ballots/{ballotId}': endpoint({
    summary: 'Edit a draft; what is published is frozen',
    access: byAdmin,
    params: BallotParams,
    body: BallotEdit,
    responses: { 200: Ballot },
    problems: [
      'ballot-frozen',
      'rule-invalid',
      'register-unknown',
      'agenda-item-unknown',
      'ballot-times-invalid',
    ],
  }),
  'POST /v1/ballots/{ballotId}/publish': endpoint({
    summary: 'Freeze the rule and tell everybody who has a vote',
    access: byAdmin,
    idempotent: true,
    params: BallotParams,
    responses: { 200: Ballot },
    problems: [
      'ballot-frozen',
      'rule-invalid',
      'electorate-empty',
      'floor-area-missing',
      'ballot-times-invalid',
    ],
  }),
  'POST /v1/ballots/{ballotId}/votes': endpoint({
    summary: 'Cast the vote of a household or shop of mine, once',
    access: personAccess,
    limit: 'vote',
    idempotent: true,
    sealed: true,
    params: BallotParams,
    body: body({ unitId: Id, choices: Choices }),
    responses: { 201: CastVote },
    problems: ['not-found', ...NOT_TAKEN, 'already-voted'],
  }),
  'PUT /v1/ballots/{ballotId}/votes/{unitId}': endpoint({
    summary: 'Change a vote while the ballot is open, where its rule lets one; a secret one by its receipt',
    access: personAccess,
    limit: 'vote',
    params: Type.Object({ ballotId: Id, unitId: Id }),
    body: body({ choices: Choices, receipt: Type.Optional(Receipt) }),
    responses: { 200: CastVote },
    problems: ['not-found', ...NOT_TAKEN, 'vote-not-changeable', 'not-voted-yet', 'receipt-unknown'],
  }),
  'POST /v1/ballots/{ballotId}/paper-votes': endpoint({
    summary: 'Enter a vote from paper, telephone or the door; it counts once a second admin enters the same',
    access: byAdmin,
    limit: 'vote',
    idempotent: true,
    sealed: true,
    params: BallotParams,
    body: body({
      unitId: Id,
      choices: Choices,
      channel: Type.Enum(['paper', 'telephone', 'door']),
      /** Of the paper; in a secret ballot it is removed once the vote counts. */
      pictureId: Type.Optional(Id),
    }),
    responses: { 201: PaperVote },
    problems: [...NOT_TAKEN, 'already-voted', 'paper-picture-missing', 'picture-unknown'],
  }),
  'GET /v1/ballots/{ballotId}/paper-votes': endpoint({
    summary: 'Votes that wait for a second admin, or on which two do not agree; never what was entered',
    access: byAdmin,
    params: BallotParams,
    query: pageQuery({}),
    responses: {
      200: page(
        Type.Object({
          unitId: Id,
          unitName: Type.String(),
          channel: VoteChannel,
          enteredByNames: Type.Array(Type.String()),
          enteredByMe: Type.Boolean(),
          state: Type.Enum(['waiting', 'differs']),
          at: Instant,
        }),
      ),
    },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/ballots/{ballotId}/turnout': endpoint({
    summary: 'Which units have voted and which have not; never what',
    access: byAdmin,
    params: BallotParams,
    query: pageQuery({ voted: Type.Optional(Type.Boolean()) }),
    responses: { 200: page(TurnoutRow) },
    problems: ['cursor-invalid', 'ballot-not-open'],
  }),
  'POST /v1/ballots/{ballotId}/reminders': endpoint({
    summary: 'Remind those who have not voted; once in twelve hours',
    access: byAdmin,
    idempotent: true,
    params: BallotParams,
    responses: { 200: Type.Object({ reminded: Type.Integer({ description: 'Persons' }) }) },
    problems: ['ballot-not-open', 'ballot-closed', 'reminded-just-now'],
  }),
  'POST /v1/ballots/{ballotId}/extensions': endpoint({
    summary: 'Propose a later end, before the ballot closes; it holds once a second admin agrees',
    access: byAdmin,
    idempotent: true,
    params: BallotParams,
    body: body({ closesAt: Instant, reason: Note }),
    responses: { 201: Extension },
    problems: ['ballot-not-open', 'ballot-closed', 'ballot-times-invalid'],
  }),
  'POST /v1/ballots/{ballotId}/extensions/{extensionId}/confirm': endpoint({
    summary: 'Agree, as a second admin, to a later end',
    access: byAdmin,
    idempotent: true,
    params: Type.Object({ ballotId: Id, extensionId: Id }),
    responses: { 200: Ballot },
    problems: ['not-found', 'ballot-closed', 'own-extension', 'extension-overtaken'],
  }),
  'POST /v1/ballots/{ballotId}/close': endpoint({
    summary: 'Close now: once its time is over, or all have voted; it also closes by itself',
    access: byAdmin,
    idempotent: true,
    params: BallotParams,
    responses: { 200: Ballot },
    problems: ['ballot-not-open', 'ballot-still-open'],
  }),
  'GET /v1/ballots/{ballotId}/result': endpoint({
    summary: 'The verdict, frozen and signed',
    access: publicAccess,
    params: BallotParams,
    responses: { 200: BallotResult },
    problems: ['not-found', 'ballot-not-closed'],
  }),
  'GET /v1/ballots/{ballotId}/receipts': endpoint({
    summary: 'The published list: receipt (secret) or unit (open) and choice; with `q`, those that begin so',
    access: publicAccess,
    params: BallotParams,
    query: pageQuery({ q: Type.Optional(Type.String({ minLength: 1, maxLength: 36 })) }),
    responses: { 200: page(PublishedVote) },
    problems: ['not-found', 'cursor-invalid', 'ballot-not-closed', 'votes-not-in-order'],
  }),
  'GET /v1/ballots/{ballotId}/bundle': endpoint({
    summary: 'Everything that is needed to recount and check, as one file for `verify-ballot`',
    access: publicAccess,
    params: BallotParams,
    responses: { 200: Type.String({ contentMediaType: 'application/json' }) },
    file: 'application/json',
    problems: ['not-found', 'ballot-not-closed', 'votes-not-in-order'],
  }),
  'GET /v1/signing-key': endpoint({
    summary: 'The public key by which results are signed',
    access: publicAccess,
    responses: {
      200: Type.Object({
        algorithm: Type.Enum(['Ed25519']),
        publicKey: Type.String({ description: 'The 32 bytes of RFC 8032, base64url' }),
        fingerprint: Type.String({
          description: 'SHA-256 of these bytes, hex in groups, as it hangs on the wall',
        }),
      }),
    },
    problems: [],
  }),
  'GET /v1/verify-ballot': endpoint({
    summary: 'The program that recounts a bundle: one file without dependencies, for Node 20',
    access: publicAccess,
    responses: { 200: Type.String({ contentMediaType: 'text/javascript' }) },
    file: 'text/javascript; charset=utf-8',
    problems: [],
  }),
  'POST /v1/ballots/{ballotId}/objections': endpoint({
    summary: 'Object to a result, for a unit of mine, within the time that the ballot names',
    access: personAccess,
    idempotent: true,
    params: BallotParams,
    body: body({ unitId: Id, reason: Note }),
    responses: { 201: Objection },
    problems: ['not-found', 'ballot-not-closed', 'not-eligible', 'objections-over', 'already-objected'],
  }),
  'GET /v1/ballots/{ballotId}/objections': endpoint({
    summary: 'Objections and their answers, oldest first',
    access: publicAccess,
    params: BallotParams,
    query: pageQuery({}),
    responses: { 200: page(Objection) },
    problems: ['not-found', 'cursor-invalid'],
  }),
  'POST /v1/objections/{objectionId}/answer': endpoint({
    summary: 'Answer an objection in the open',
    access: rolesAt('objection', 'objectionId', ['association.admin']),
    idempotent: true,
    params: Type.Object({ objectionId: Id }),
    body: body({ text: Note }),
    responses: { 200: Objection },
    problems: ['already-answered'],
  }),
};
