import type { TSchema } from 'typebox';

/** A value that a schema allows, always the same one. @throws for what of JSON schema no contract uses yet */
export function validValue(schema: TSchema, which: 'whole' | 'required' = 'whole'): unknown {
  const told = schema as Told;
  if (told.default !== undefined) return told.default;
  if (told.const !== undefined) return told.const;
  if (told.enum) return told.enum[0];
  const [first] = told.anyOf ?? [];
  if (first) return validValue(first, which);
  switch (told.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(told.properties ?? {})
          .filter(([name]) => which === 'whole' || told.required?.includes(name))
          .map(([name, property]) => [name, validValue(property, which)]),
      );
    case 'string':
      return validText(told);
    case 'integer':
    case 'number':
      return told.minimum ?? 0;
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: told.minItems ?? 0 }, () => validValue(told.items ?? {}, which));
    default:
      throw new Error(`no value for ${JSON.stringify(schema)}`);
  }
}

function validText({ format, pattern, minLength = 1 }: Told): string {
  switch (format) {
    case undefined:
      return textOf(pattern ?? '', ['x'.repeat(minLength), '08:00', 'AAAA-AAAA-AAAA-AAAA']);
    case 'uuid':
      return '01890000-0000-7000-8000-000000000000';
    case 'date':
      return '2026-12-05';
    case 'date-time':
      return '2026-12-05T04:00:00Z';
    default:
      throw new Error(`no text of the format ${format}`);
  }
}

function textOf(pattern: string, candidates: string[]): string {
  const fitting = candidates.find((candidate) => new RegExp(pattern, 'u').test(candidate));
  if (fitting === undefined) throw new Error(`no text of the pattern ${pattern}`);
  return fitting;
}

interface Told {
  type?: string;
  format?: string;
  pattern?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  anyOf?: TSchema[];
  properties?: Record<string, TSchema>;
  required?: string[];
  items?: TSchema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
}
