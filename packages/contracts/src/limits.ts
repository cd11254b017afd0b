/**
 * Kinds of acts that are limited a minute, each by itself, for a person and for an address: who scans too
 * often can still vote. What names no kind counts as `general`.
 */
export const LIMIT_KINDS = ['general', 'log-in', 'scan', 'redeem', 'vote'] as const;

export type LimitKind = (typeof LIMIT_KINDS)[number];
