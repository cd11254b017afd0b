import type { Readable } from 'node:stream';
import type {
  Access,
  BodyOf,
  Contracts,
  Endpoint,
  EndpointKey,
  EventOf,
  ParamsOf,
  ProblemCode,
  QueryOf,
  ReplyOf,
} from '@shangju/contracts';
import type { FastifyBaseLogger } from 'fastify';
import type { Caller } from './caller.ts';
import type { Change } from './idempotency.ts';
import type { Place } from './place.ts';
import type { ExtrasOf } from './problem.ts';

/** Refusals that every endpoint may answer; the adapter makes most of them. */
type CommonProblem = 'not-found' | 'forbidden' | 'validation-failed';

type ProblemsOf<E extends Endpoint> = E['problems'][number] | CommonProblem;

type CallerOf<A extends Access> = A extends { kind: 'public' } ? Caller | undefined : Caller;

/** One request, read and allowed by its contract. */
export interface Call<K extends EndpointKey> {
  params: ParamsOf<Contracts[K]>;
  query: QueryOf<Contracts[K]>;
  body: BodyOf<Contracts[K]>;
  /** The file of the form, whole. */
  upload: Contracts[K] extends { upload: object } ? Buffer : undefined;
  caller: CallerOf<Contracts[K]['access']>;
  /** Where the role was asked: the merchant, association … that the path leads to. */
  place: Contracts[K]['access'] extends { kind: 'roles' } ? Place : undefined;
  /** The act under its idempotency key. */
  change: Contracts[K] extends { idempotent: true } ? Change : undefined;
  requestId: string;
  log: FastifyBaseLogger;
  /** Of a stream: aborted when the other side is gone. */
  signal: Contracts[K] extends { stream: infer _ } ? AbortSignal : undefined;
  /** Ends the request with a problem that the contract names. */
  refuse<C extends ProblemsOf<Contracts[K]> & ProblemCode>(code: C, ...extras: ExtrasOf<C>): never;
}

/** The good answer where the contract says that it is a file; its media type is the contract's. */
export interface FileAnswer {
  file: Buffer | Readable;
  /** Under this name it is saved; without, it is shown. */
  fileName?: string;
  /** As the header of that name; by default nobody keeps it. */
  cacheControl?: string;
}

export type Handler<K extends EndpointKey> = (
  call: Call<K>,
) => Promise<
  Contracts[K] extends { stream: infer _ }
    ? { stream: AsyncIterable<EventOf<Contracts[K]>> }
    : Contracts[K] extends { file: string }
      ? FileAnswer
      : ReplyOf<Contracts[K]>
>;

/** A handler for each contract; one that is missing does not compile. */
export type Handlers = { [K in EndpointKey]: Handler<K> };
