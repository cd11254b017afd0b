/** What was looked at, and what was not as it must be. */
export class Findings {
  checks = 0;
  readonly violations: string[] = [];

  /** @param what says precisely what was broken; only asked for when it was */
  demand(holds: boolean, what: () => string): void {
    this.checks += 1;
    if (!holds) this.violations.push(what());
  }

  demandEqual(is: unknown, must: unknown, what: string): void {
    const [seen, wanted] = [JSON.stringify(is), JSON.stringify(must)];
    this.demand(seen === wanted, () => `${what}: is ${seen}, must be ${wanted}`);
  }

  /** Sees that two sets have the same members. */
  demandSame(is: Iterable<string>, must: Iterable<string>, what: { more: string; missing: string }): void {
    const [seen, wanted] = [new Set(is), new Set(must)];
    this.checks += wanted.size;
    for (const one of seen) if (!wanted.has(one)) this.violations.push(`${what.more}: ${one}`);
    for (const one of wanted) if (!seen.has(one)) this.violations.push(`${what.missing}: ${one}`);
  }
}
