import {
  type Problem,
  type ProblemCode,
  type ProblemExtras,
  problemCatalogue,
  problemDetail,
} from '@shangju/contracts';

/** A refusal on its way to the edge, where it becomes `application/problem+json`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ProblemCode,
    readonly extras: Record<string, unknown> | undefined,
    readonly errors?: FieldError[],
  ) {
    super(code);
  }
}

export interface FieldError {
  field: string;
  message: string;
}

/** What has to be named along with a code, if anything. */
export type ExtrasOf<C extends ProblemCode> =
  ProblemExtras<C> extends undefined ? [] : [extras: ProblemExtras<C>];

/** Ends the request with a problem of the catalogue. */
export function refuse<C extends ProblemCode>(code: C, ...[extras]: ExtrasOf<C>): never {
  throw new Refusal(code, extras as Record<string, unknown> | undefined);
}

/** What the person reads: RFC 9457, with what the sentence names as members of its own. */
export function toProblem(refusal: Refusal, requestId: string): Problem {
  const { status, title } = problemCatalogue[refusal.code];
  return {
    ...refusal.extras,
    type: `/docs/problems#${refusal.code}`,
    title,
    status,
    detail: problemDetail(refusal.code, refusal.extras as ProblemExtras<ProblemCode>),
    code: refusal.code,
    requestId,
    ...(refusal.errors ? { errors: refusal.errors } : {}),
  };
}
