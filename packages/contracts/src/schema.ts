import { type Static, type TSchema, Type } from 'typebox';

export const Id = Type.String({ format: 'uuid', description: 'UUID' });
export const Instant = Type.String({ format: 'date-time', description: 'An instant in UTC, ISO 8601' });
export const Day = Type.String({ format: 'date', description: "A local day of the street's time zone" });
export const Points = Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Whole points' });
/** What people write says something: spaces alone are refused. */
export const NOT_BLANK = '\\S';
export const Name = Type.String({ minLength: 1, maxLength: 40, pattern: NOT_BLANK });
export const Note = Type.String({ minLength: 1, maxLength: 200, pattern: NOT_BLANK });
export const Search = Type.String({ minLength: 1, maxLength: 40, pattern: NOT_BLANK });

export const Location = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  },
  { additionalProperties: false, description: 'WGS 84 degrees' },
);
export type Location = Static<typeof Location>;

/** What a scanner read: the whole URL, or its 32 characters (people may type them in groups). */
export const ScannedCode = Type.String({ minLength: 32, maxLength: 300 });

export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** A body: what it does not name is refused, so that a misspelt field is not silently dropped. */
export const body = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const PAGE_SIZE_DEFAULT = 20;
export const PAGE_SIZE_MAX = 100;

/** Query of a list; `extra` are its filters. */
export const pageQuery = <P extends Record<string, TSchema>>(extra: P) =>
  Type.Object({
    ...extra,
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
  });

/** A page of a list; `nextCursor` is null on the last one. */
export const page = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), nextCursor: orNull(Type.String()) });
