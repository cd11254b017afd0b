import { OUTSIDE_TRANSACTION } from './migrate.ts';

/**
 * Why a migration can't run while an earlier release serves a large street: what would hold a table for as long as
 * it is read or written through, or take away what that release still asks for. Each sentence says what to
 * write instead. `-- contract:` with the reason before a statement allows it to drop what nobody asks for any more.
 *
 * It reads statements by their words, not by a grammar: it is meant for those who forget, not for those who hide.
 */
export function unsafeIn(sql: string): string[] {
  const outside = sql.startsWith(OUTSIDE_TRANSACTION);
  const statements = sql
    .split('--> statement-breakpoint')
    .flatMap((part) => part.split(/;\s*(?=\n|$)/))
    .map((statement) => ({ contract: /^\s*-- contract: \S/m.test(statement), text: wordsOf(statement) }))
    .filter(({ text }) => text !== '');
  const own = new Set(
    statements.map(({ text }) => /^create (?:unlogged )?table (?:if not exists )?(\S+)/.exec(text)?.[1]),
  );
  return statements.flatMap(({ text, contract }) => {
    const table = tableOf(text);
    if (table !== undefined && own.has(table)) return [];
    return RULES.filter(({ refuses }) => refuses(text, { outside, contract, sql })).map(
      ({ instead }) => `${text.slice(0, 80)}: ${instead}`,
    );
  });
}

/** In small letters, one space between them, without comments and quotes. */
const wordsOf = (statement: string): string =>
  statement
    .replaceAll(/--.*$/gm, '')
    .replaceAll('"', '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('public.', '')
    .trim()
    .toLowerCase();

const tableOf = (text: string): string | undefined =>
  /^alter table (?:if exists )?(?:only )?(\S+)/.exec(text)?.[1] ??
  /^create (?:unique )?index .*? on (?:only )?([a-z_0-9]+)/.exec(text)?.[1] ??
  /^(?:update|delete from) (\S+)/.exec(text)?.[1];

interface Rule {
  refuses(text: string, how: { outside: boolean; contract: boolean; sql: string }): boolean;
  instead: string;
}

const RULES: readonly Rule[] = [
  {
    refuses: (text) => /^create (unique )?index (?!concurrently)/.test(text),
    instead:
      'nobody can write to the table meanwhile; create it concurrently, in a file outside a transaction',
  },
  {
    refuses: (text, { outside }) =>
      /^(create (unique )?|drop |re)index .*concurrently/.test(text) && !outside,
    instead: `it can't run in a transaction; let the file begin with "${OUTSIDE_TRANSACTION}"`,
  },
  {
    refuses: (text) => /\balter (column )?\S+ set not null\b/.test(text),
    instead:
      'it reads the whole table under lock; add a check "is not null" as not valid, and validate it in a later file',
  },
  {
    refuses: (text) =>
      /\badd (column )?(?!constraint)\S+ .*\bnot null\b/.test(text) && !/\bdefault\b/.test(text),
    instead: 'the release before does not write it; add it nullable or with a default',
  },
  {
    refuses: (text) =>
      /\bdefault .*(random|clock_timestamp|nextval|street_now|uuid)/.test(text) &&
      text.startsWith('alter table'),
    instead:
      'a default that differs from row to row writes the whole table anew; add it without, and fill in by parts',
  },
  {
    refuses: (text) => /\badd constraint .*\b(check|foreign key)\b/.test(text) && !/\bnot valid\b/.test(text),
    instead: 'it reads the whole table under lock; add it as not valid, and validate it in a later file',
  },
  {
    refuses: (text) =>
      /\badd (constraint \S+ )?(unique|primary key)\b/.test(text) && !/\busing index\b/.test(text),
    instead: 'it makes an index under lock; create that concurrently, then add the constraint using index',
  },
  {
    refuses: (text, { sql }) => /\bvalidate constraint (\S+)/.test(text) && /\bnot valid\b/i.test(sql),
    instead:
      'in one transaction with what it validates it holds the lock of that; validate it in a later file',
  },
  {
    refuses: (text) =>
      /\b(set data )?type\b/.test(text) && /\balter (column )?\S+ (set data )?type\b/.test(text),
    instead: 'it writes the whole table anew; add another column, fill it in, and go over to it',
  },
  {
    refuses: (text) => /\brename\b/.test(text) && text.startsWith('alter'),
    instead: 'the release before asks for the old name; add the new one beside it',
  },
  {
    refuses: (text, { contract }) =>
      !contract && (/\bdrop column\b/.test(text) || /^drop (table|view|function|type|schema)\b/.test(text)),
    instead:
      'the release before asks for it; drop it in the release after, with "-- contract: <since when nobody asks>"',
  },
  {
    refuses: (text) =>
      /^(lock|cluster|truncate|vacuum full)\b/.test(text) || /^reindex (?!.*concurrently)/.test(text),
    instead: 'it holds the whole table',
  },
  {
    refuses: (text, { outside }) => !outside && /^(update|delete from|do)\b/.test(text),
    instead: `rows stay locked until all are done; by parts, in a file that begins with "${OUTSIDE_TRANSACTION}"`,
  },
];
