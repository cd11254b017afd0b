/**
 * What is found when the API is broken in one of the ways of `variants/`: only a check that speaks of what was broken
 * shows that the torture has seen it. A copy that is found for another reason is not found.
 */
export const FITTING_CHECKS: Readonly<Record<string, RegExp>> = {
  /** More of an offer than one person may have, by two that were both counted before either was there. */
  'check-before-lock': /^offer \S+ may be had \d+ times/,
  /**
   * Votes that were acknowledged and that the verdict does not know; or two ends of one ballot, of which the database's
   * last wall lets only one in, so that the other is a failure.
   */
  'close-without-lock':
    /vote that is not in the bundle of ballot|the turnout in the bundle|took part by the verdict|vote .* is not in ballot|the bundle of ballot \S+ does not verify|^answered 500 internal .*\/v1\/ballots\//,
  /** Points that are promised to one voucher and can be spent on another. */
  'held-points-not-counted':
    /^available, held, earned and spent of|spent or promised \d+ points|^ledger:check/,
  /** Acts that are there, or there twice, and whose key is not. */
  'key-stored-after-commit': /^acknowledged and lost|that nobody was told of|against acts: is|and then \{/,
  /** Balances that forget what went on beside them. */
  'lock-left-out': /^available, held, earned and spent of|spent or promised \d+ points|^ledger:check/,
};
