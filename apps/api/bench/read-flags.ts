import { parseArgs } from 'node:util';

/** Sizes that a bench can be run with; each bench has its own usual ones. */
export type Sizes = Record<string, number>;

export interface Flags<Usual extends Sizes> {
  sizes: Usual;
  /** Switches that were given. */
  on(name: string): boolean;
  /** Texts that were given. */
  text(name: string): string | undefined;
}

/**
 * Reads `--residents 1000 --seconds 2` over the usual sizes.
 * @throws Error with a sentence when a flag is unknown or no whole number
 */
export function readFlags<Usual extends Sizes>(
  usual: Usual,
  { switches = [], texts = [] }: { switches?: readonly string[]; texts?: readonly string[] } = {},
): Flags<Usual> {
  const { values } = parseArgs({
    // pnpm hands on the `--` that stands before a script's flags.
    args: process.argv.slice(2).filter((word) => word !== '--'),
    options: Object.fromEntries([
      ...[...Object.keys(usual), ...texts].map((name) => [name, { type: 'string' as const }]),
      ...switches.map((name) => [name, { type: 'boolean' as const }]),
    ]),
  });
  const given = new Map(Object.entries(values));
  const sizes = [...given].flatMap(([name, value]) =>
    name in usual
      ? [[name, name === 'seconds' ? seconds(String(value)) : wholeNumber(name, String(value))]]
      : [],
  );
  return {
    sizes: { ...usual, ...Object.fromEntries(sizes) },
    on: (name) => given.get(name) === true,
    text(name) {
      const text = given.get(name);
      return typeof text === 'string' ? text : undefined;
    },
  };
}

function seconds(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--seconds is "${text}": it must be a number above zero`);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`--${name} is "${text}": it must be a whole number`);
}
