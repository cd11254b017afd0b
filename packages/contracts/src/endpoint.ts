import type { Static, TObject, TSchema } from 'typebox';
import type { Role } from './identity/roles.ts';
import type { LimitKind } from './limits.ts';
import type { ProblemCode } from './problems.ts';

/** What a role can be asked at: the adapter finds the merchant, association … that the id leads to. */
export type Resource =
  | 'merchant'
  | 'association'
  | 'offer'
  | 'redemption'
  | 'roster'
  | 'shift'
  | 'swap'
  | 'community'
  | 'household'
  | 'meeting'
  | 'follow-up'
  | 'question'
  | 'ballot'
  | 'objection';

/**
 * Who may call, as data.
 * - `public`: anybody; a person is known when a token came along.
 * - `person`: anybody who is signed in.
 * - `roles`: a person with one of the roles at the place that the named path parameter leads to;
 *   with `subject`, also the person whom the resource itself belongs to.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'person' }
  | { kind: 'roles'; resource: Resource; param: string; roles: readonly Role[]; subject?: true };

/** One endpoint, told once: drives route, validation, serialisation, OpenAPI, client and tests. */
export interface Endpoint {
  summary: string;
  access: Access;
  /** The kind of act that counts against a limit of its own; without, it is `general`. */
  limit?: Exclude<LimitKind, 'general'>;
  /** True where the request changes something: `Idempotency-Key` is then required. */
  idempotent?: true;
  /**
   * True where neither what was asked nor what was answered may be found beside the key: the key is kept
   * as a digest, the request as a MAC under the key itself, the answer not at all.
   */
  sealed?: true;
  params?: TObject;
  query?: TObject;
  body?: TObject;
  /** The answer by status; `null` is an answer without a body. */
  responses: Readonly<Record<number, TSchema | null>>;
  /** Set where the answer is a stream of server-sent events, each with such a value as its data. */
  stream?: TSchema;
  /** Set where the answer is a file: its media type. */
  file?: string;
  /** Set where the request is a form with one file in this field, and nothing else; with what is said otherwise. */
  upload?: { field: string; bytesMax: number; missing: UploadProblem; tooLarge: UploadProblem };
  /** The refusals that belong to this endpoint; those that every endpoint has are not repeated. */
  problems: readonly ProblemCode[];
}

/** Those that name nothing but themselves. */
type UploadProblem = Extract<
  ProblemCode,
  'picture-missing' | 'picture-too-large' | 'sheet-missing' | 'sheet-too-large'
>;

export const endpoint = <const E extends Endpoint>(value: E): E => value;

export const publicAccess = { kind: 'public' } as const;
export const personAccess = { kind: 'person' } as const;

export const rolesAt = <const R extends Resource, const P extends string, const L extends readonly Role[]>(
  resource: R,
  param: P,
  roles: L,
) => ({ kind: 'roles', resource, param, roles }) as const;

export const rolesAtOrSubject = <
  const R extends Resource,
  const P extends string,
  const L extends readonly Role[],
>(
  resource: R,
  param: P,
  roles: L,
) => ({ kind: 'roles', resource, param, roles, subject: true }) as const;

type PartOf<E, Name extends string> = E extends { readonly [K in Name]: infer S extends TSchema }
  ? Static<S>
  : undefined;

export type ParamsOf<E> = PartOf<E, 'params'>;
export type QueryOf<E> = PartOf<E, 'query'>;
export type BodyOf<E> = PartOf<E, 'body'>;
export type EventOf<E> = PartOf<E, 'stream'>;

/** What a handler may answer: one of the contract's statuses with just its body. */
export type ReplyOf<E extends Endpoint> = {
  [S in keyof E['responses'] & number]: E['responses'][S] extends TSchema
    ? { status: S; body: Static<E['responses'][S]> }
    : { status: S };
}[keyof E['responses'] & number];

/** The body of the good answer, as the client hands it on. */
export type ResultOf<E extends Endpoint> = {
  [S in keyof E['responses'] & number]: E['responses'][S] extends TSchema
    ? Static<E['responses'][S]>
    : undefined;
}[keyof E['responses'] & number];
