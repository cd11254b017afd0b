import type { LimitKind } from '@shangju/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { logInFailures } from './log-in-failures.ts';
import { Refusal } from './problem.ts';
import { sharedCounts } from './shared-counts.ts';

/** Most a minute. Of a log-in, where nobody is known yet, those of an address that failed. */
export interface LimitSettings {
  perMinute: Readonly<Record<LimitKind, number>>;
  /**
   * How many times as much an address may do as a person: a street's Wi-Fi and a carrier's network show many
   * people as one address.
   */
  addressFactor: number;
}

/** What a request of one kind of act has to pass, each as soon as enough is known of the caller. */
export interface LimitsOfKind {
  /** Before anything else. */
  address(request: FastifyRequest): Promise<void> | undefined;
  /** Once the token says who it is, before the database is asked whether that still holds. */
  person(personId: string): void;
  /** Once they are known for certain: this one counts. */
  countPerson(personId: string): Promise<void> | undefined;
  /** When it was answered. */
  answered(request: FastifyRequest, reply: FastifyReply): Promise<void> | undefined;
}

/** What a limit is held against; `log-in` are an address's failed attempts. */
export type LimitedBy = 'person' | 'address' | 'log-in';

export interface RateLimitParts {
  pool: Pool;
  settings: LimitSettings;
  secret: string;
  onLimited?: ((kind: LimitKind, by: LimitedBy) => void) | undefined;
}

/**
 * Limits that all processes share, by kind of act, person and address.
 * @returns undefined where the settings say that there is none
 */
export function rateLimits({ pool, settings, secret, onLimited }: RateLimitParts) {
  const { perMinute, addressFactor } = settings;
  if (perMinute.general === 0) return undefined;
  const counts = sharedCounts({ pool, secret });
  const failures = logInFailures({ pool, secret, counts, limit: perMinute['log-in'] });

  return (kind: LimitKind): LimitsOfKind => {
    const limit = perMinute[kind];
    const addressLimit = limit * addressFactor;
    const refuse = (by: LimitedBy, seconds: number): void => {
      if (seconds === 0) return;
      onLimited?.(kind, by);
      throw new Refusal('rate-limited', { retryAfterSeconds: seconds });
    };
    const taken = (by: LimitedBy, seconds: number | Promise<number>): Promise<void> | undefined => {
      if (typeof seconds !== 'number') return seconds.then((later) => refuse(by, later));
      refuse(by, seconds);
    };
    const counted = (request: FastifyRequest) =>
      taken('address', counts.take(`${kind} a ${networkOf(request.ip)}`, addressLimit));

    const ofPersons = {
      person: (personId: string) => refuse('person', counts.secondsUntilFree(`${kind} p ${personId}`, limit)),
      countPerson: (personId: string) => taken('person', counts.take(`${kind} p ${personId}`, limit)),
    };
    if (kind !== 'log-in') return { ...ofPersons, address: counted, answered: () => undefined };
    const begun = new WeakSet<FastifyRequest>();
    return {
      ...ofPersons,
      async address(request) {
        await counted(request);
        refuse('log-in', await failures.begin(networkOf(request.ip)));
        begun.add(request);
      },
      async answered(request, reply) {
        if (!begun.has(request) || FAILED_LOG_IN.has(reply.statusCode)) return;
        await failures.forgive(networkOf(request.ip));
      },
    };
  };
}

/** Somebody who is not there, or a token that is none. */
const FAILED_LOG_IN: ReadonlySet<number> = new Set([401, 422]);

/** An IPv4 address, or the 64 bits that one connection of IPv6 is given. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
