import fc from 'fast-check';
import type { Schema } from './served-operations.ts';
import { EDGE_DAYS, EDGE_INSTANTS, strangeText } from './strange-texts.ts';

/** What exists on the street by the name under which requests ask for it; it changes while the run goes on. */
export type Known = Record<string, readonly string[]>;

export interface Manner {
  known: Known;
  /** Of 100 leaves, how many stand at or just beyond an edge of what the schema allows. */
  edges: number;
}

/** Values that a schema allows, with real ids where its names ask for some; and those at its edges. */
export function valueFor(schema: Schema, name: string, manner: Manner): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((choice) => valueFor(choice, name, manner)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, manner);
    case 'array':
      return arrayOf(schema, name, manner);
    case 'string':
      return atEdges(manner, textOf(schema, name, manner), edgesOfText(schema));
    case 'integer':
      return atEdges(manner, integerOf(schema), edgesOfNumber(schema));
    case 'number':
      return atEdges(
        manner,
        fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true }),
        edgesOfNumber(schema),
      );
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

const atEdges = ({ edges }: Manner, usual: fc.Arbitrary<unknown>, edge: fc.Arbitrary<unknown>) =>
  edges === 0
    ? usual
    : fc.oneof({ weight: 100 - edges, arbitrary: usual }, { weight: edges, arbitrary: edge });

function objectOf({ properties = {}, required = [] }: Schema, manner: Manner): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valueFor(property, name, manner)]),
  );
  return fc.record(members, { requiredKeys: required });
}

const FEW_ITEMS = 4;

function arrayOf(schema: Schema, name: string, manner: Manner): fc.Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = FEW_ITEMS, uniqueItems } = schema;
  const item = valueFor(items, name, manner);
  const few = fc.array(item, {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, FEW_ITEMS)),
  });
  const usual = uniqueItems ? few.map((all) => [...new Set(all)]) : few;
  return atEdges(
    { ...manner, edges: Math.min(manner.edges, 5) },
    usual,
    fc
      .tuple(item, fc.constantFrom(minItems - 1, minItems, maxItems, maxItems + 1))
      .map(([same, length]) => Array.from({ length: Math.max(0, length) }, () => same)),
  );
}

const NOWHERE = '01890000-0000-7000-8000-00000000dead';
const SOMETIME_MS = 14 * 24 * 60 * 60_000;

function textOf(schema: Schema, name: string, { known }: Manner): fc.Arbitrary<unknown> {
  const { format, pattern, minLength = 0, maxLength = 40 } = schema;
  switch (format) {
    case 'uuid':
      return knownOf(known, name).map((id) => id ?? NOWHERE);
    case 'date-time':
      return fc
        .integer({ min: -SOMETIME_MS, max: SOMETIME_MS })
        .map((ms) => new Date(Date.now() + ms).toISOString());
    case 'date':
      return fc
        .integer({ min: -3, max: 14 })
        .map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
    case undefined:
      break;
    default:
      return fc.constant('');
  }
  if (pattern && pattern !== '\\S') return fc.stringMatching(new RegExp(pattern));
  if (known[name] !== undefined) return knownOf(known, name).map((text) => text ?? 'x'.repeat(minLength));
  return fc
    .array(fc.constantFrom('鱼', '巷', '灯', '会', '店', 'a', '1', '😀', '，'), {
      minLength: Math.max(1, minLength),
      maxLength: Math.max(minLength, Math.min(maxLength, 20)),
    })
    .map((characters) => characters.join(''));
}

/** Ids of one kind where the name tells of which, of any kind otherwise. */
const knownOf = (known: Known, name: string): fc.Arbitrary<string | undefined> =>
  fc.nat({ max: 9_999 }).map((at) => {
    const all = known[SINGULAR[name] ?? name] ?? known['anything'] ?? [];
    return all[at % all.length];
  });

const SINGULAR: Record<string, string> = {
  unitIds: 'unitId',
  pictureIds: 'pictureId',
  clerkIds: 'personId',
  inReturnShiftId: 'shiftId',
  id: 'anything',
};

function integerOf({ minimum = 0, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 100) });
}

function edgesOfText(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.format === 'date-time') return fc.constantFrom(...EDGE_INSTANTS);
  if (schema.format === 'date') return fc.constantFrom(...EDGE_DAYS);
  if (schema.format === 'uuid') {
    return fc.constantFrom(
      NOWHERE,
      NOWHERE.toUpperCase(),
      NOWHERE.slice(1),
      `${NOWHERE}0`,
      `{${NOWHERE}}`,
      '',
    );
  }
  const { minLength = 0, maxLength = 40 } = schema;
  const lengths = [minLength - 1, minLength, maxLength, maxLength + 1].filter((length) => length >= 0);
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...lengths), fc.constantFrom('长', 'x', '😀', ' ', 'é'.normalize('NFD')))
      .map(([length, character]) => character.repeat(length)),
    strangeText,
  );
}

function edgesOfNumber({ minimum = 0, maximum = 2 ** 31 - 1 }: Schema): fc.Arbitrary<unknown> {
  return fc.constantFrom(
    minimum,
    maximum,
    minimum - 1,
    maximum + 1,
    minimum + 0.5,
    -0,
    2 ** 31,
    2 ** 53,
    1e21,
  );
}
