import type { PoolClient } from 'pg';
import { newId } from '../../new-id.ts';

export interface NewNotice {
  personId: string;
  title: string;
  text: string;
  /** The page of the mini-program that it leads to, as `/packages/duty/pages/shift/index?id=…`. */
  page?: string;
}

/**
 * Tells people something, once this transaction commits. Each call tells anew: a job that can run
 * twice has to remember what it has told.
 * @returns what was sent to the database, to be awaited with the rest of the transaction
 */
export function tell(tx: PoolClient, notices: readonly NewNotice[]): Promise<unknown>[] {
  if (notices.length === 0) return [];
  return [
    tx.query({
      name: 'tell',
      text: `
        insert into notices (id, person_id, at, title, text, page)
        select id, person_id, street_now(), title, text, page
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) as told (id, person_id, title, text, page)`,
      values: [
        notices.map(() => newId()),
        notices.map(({ personId }) => personId),
        notices.map(({ title }) => title),
        notices.map(({ text }) => text),
        notices.map(({ page }) => page ?? null),
      ],
    }),
  ];
}
