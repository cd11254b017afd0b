import type { SeedOutcome } from './run-seed.ts';

const VIOLATIONS_SHOWN = 20;
const CHARACTERS_SHOWN = 1_500;

/** A few lines for each seed; what was broken in full words, with the command that does it again. */
export function sayHowItWent(outcome: SeedOutcome, minutes: number): string {
  const { seed, seconds, acts, sent, faults, checks, violations } = outcome;
  const kinds = Object.entries(acts).filter(
    ([, { acknowledged, refused, abandoned }]) => acknowledged + refused + abandoned,
  );
  const sum = (of: 'acknowledged' | 'refused' | 'abandoned') =>
    kinds.reduce((all, [, counts]) => all + counts[of], 0);
  const lines = [
    `  acts      ${sum('acknowledged')} acknowledged, ${sum('refused')} refused, ${sum('abandoned')} given up without an answer; sent ${sent} times`,
    `            ${kinds.map(([kind, counts]) => `${kind} ${counts.acknowledged}/${counts.refused}/${counts.abandoned}`).join(', ')}`,
    `  faults    ${listed(faults)}`,
    `  checks    ${checks} made, ${violations.length} failed, in ${seconds.toFixed(0)} s`,
  ];
  if (violations.length > 0) {
    lines.push(
      '  BROKEN',
      ...violations.slice(0, VIOLATIONS_SHOWN).map((what) => `  - ${what.slice(0, CHARACTERS_SHOWN)}`),
    );
    if (violations.length > VIOLATIONS_SHOWN)
      lines.push(`  … and ${violations.length - VIOLATIONS_SHOWN} more`);
    lines.push(`  again: pnpm torture --seed ${seed} --minutes ${minutes}`);
  }
  return `${lines.join('\n')}\n`;
}

const listed = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
