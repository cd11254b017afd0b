import fc from 'fast-check';
import { ExtraMember, jsonText, RawJson } from './json-text.ts';
import { strangeText } from './strange-texts.ts';

/** A value of which some place holds what does not belong there. */
export const spoilt = (sound: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(sound, fc.nat({ max: 9_999 }), spoiling).map(([value, at, spoil]) => {
    const places = placesIn(value);
    return changed(value, places[at % places.length] ?? [], spoil);
  });

type Spoil = (there: unknown) => unknown;
type Place = readonly (string | number)[];

const DEEP = 10_000;
const nested = (open: string, close: string, depth: number) =>
  new RawJson(open.repeat(depth) + (open.endsWith(':') ? '1' : '') + close.repeat(depth));

const OF_OTHER_TYPES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  '',
  '0',
  'true',
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { $gt: '' },
  { $where: 'sleep(5000)' },
  { toString: 1 },
  { length: 1e9 },
  { toJSON: null },
  new RawJson('1e400'),
  new RawJson('-1e400'),
  new RawJson('1e-400'),
  new RawJson('-0'),
  new RawJson('9007199254740993'),
  new RawJson(`1${'0'.repeat(400)}`),
  new RawJson('{"a":1,"a":2}'),
  new RawJson('"\\ud800"'),
  new RawJson('"\\u0000"'),
];

const DEEP_ONES: readonly RawJson[] = [
  nested('[', ']', 100),
  nested('[', ']', DEEP),
  nested('{"a":', '}', 100),
  nested('{"a":', '}', DEEP),
  new RawJson(`[${nested('[', ']', DEEP).text},1]`),
];

const FORBIDDEN_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  '',
  '\0',
  'id',
  'roles',
  'personId',
];

const spoiling: fc.Arbitrary<Spoil> = fc.oneof(
  { weight: 6, arbitrary: strangeText.map((text) => () => text) },
  { weight: 6, arbitrary: fc.constantFrom(...OF_OTHER_TYPES).map((other) => () => other) },
  { weight: 1, arbitrary: fc.constantFrom(...DEEP_ONES).map((deep) => () => deep) },
  { weight: 2, arbitrary: fc.constant((there: unknown) => [there]) },
  { weight: 2, arbitrary: fc.constant(() => undefined) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...FORBIDDEN_NAMES),
        fc.constantFrom<unknown>(1, { admin: true }, null, { prototype: {} }),
      )
      .map(
        ([name, value]) =>
          (there: unknown) =>
            new ExtraMember(there, name, value),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1_001, 5_000, 30_000).map((length) => (there: unknown) => {
      const item = jsonText(there);
      const bytes = item.length + 1;
      // Just within what a body may be, so that more than its size is looked at.
      return new RawJson(
        `[${Array.from({ length: Math.min(length, Math.ceil(60_000 / bytes)) }, () => item).join(',')}]`,
      );
    }),
  },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 3 }).map((any) => () => any) },
);

function placesIn(value: unknown, path: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).map(
    ([name, member]) => [Array.isArray(value) ? Number(name) : name, member] as const,
  );
  return [path, ...members.flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

function changed(value: unknown, [first, ...rest]: Place, spoil: Spoil): unknown {
  if (first === undefined) return spoil(value);
  if (Array.isArray(value))
    return value.map((item, at) => (at === first ? changed(item, rest, spoil) : item));
  const members = Object.entries(value as object);
  return Object.fromEntries(
    members.map(([name, member]) => [name, name === first ? changed(member, rest, spoil) : member]),
  );
}
