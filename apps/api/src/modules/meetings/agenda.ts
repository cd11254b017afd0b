import type { NewMeeting } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import { newId } from '../../new-id.ts';
import { claimPictures, releasePictures } from '../pictures/index.ts';

type GivenItem = NewMeeting['agenda'][number];
export type AgendaRefusal = 'picture-unknown' | 'agenda-item-voted' | 'validation-failed';

interface StoredItem {
  id: string;
  title: string;
  text: string;
  pictureIds: string[];
}

/**
 * Makes the agenda of a meeting just this one. Items that are named by their id stay themselves, with the
 * ballots on them; one with a published ballot can't go.
 */
export async function storeAgenda(
  tx: PoolClient,
  {
    meetingId,
    associationId,
    personId,
    agenda,
  }: { meetingId: string; associationId: string; personId: string; agenda: readonly GivenItem[] },
): Promise<AgendaRefusal | undefined> {
  const before = await loadAgenda(tx, meetingId);
  const known = new Set(before.map(({ id }) => id));
  const named = agenda.flatMap(({ id }) => id ?? []);
  if (named.some((id) => !known.has(id)) || new Set(named).size < named.length) return 'validation-failed';

  const after = agenda.map(
    ({ id, title, text, pictureIds }): StoredItem => ({
      id: id ?? newId(),
      title: title.trim(),
      text: text ?? '',
      pictureIds: pictureIds ?? [],
    }),
  );
  const gone = before.filter(({ id }) => !named.includes(id));
  if (await someVotedOn(tx, gone)) return 'agenda-item-voted';

  for (const { id, pictureIds } of after) {
    const belongsTo = { kind: 'agenda-item', id, associationId } as const;
    if (!(await claimPictures(tx, { pictureIds, personId, belongsTo }))) return 'picture-unknown';
  }
  for (const { id, pictureIds } of before) {
    const kept = after.find((item) => item.id === id)?.pictureIds ?? [];
    const dropped = pictureIds.filter((pictureId) => !kept.includes(pictureId));
    await releasePictures(tx, { pictureIds: dropped, from: { kind: 'agenda-item', id } });
  }
  await dropItems(tx, gone);
  await tx.query({
    name: 'store-agenda',
    text: `
      insert into agenda_items as i (id, meeting_id, position, title, text, picture_ids)
      select id, $1, position - 1, title, text, array(select jsonb_array_elements_text(pictures)::uuid)
      from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[]) with ordinality as given (id, title, text, pictures, position)
      on conflict (id) do update
      set position = excluded.position, title = excluded.title, text = excluded.text, picture_ids = excluded.picture_ids`,
    values: [
      meetingId,
      after.map(({ id }) => id),
      after.map(({ title }) => title),
      after.map(({ text }) => text),
      after.map(({ pictureIds }) => JSON.stringify(pictureIds)),
    ],
  });
  return undefined;
}

export async function loadAgenda(tx: PoolClient, meetingId: string): Promise<StoredItem[]> {
  const { rows } = await tx.query<StoredItem>({
    name: 'agenda',
    text: `
      select id, title, text, picture_ids as "pictureIds" from agenda_items
      where meeting_id = $1 order by position for no key update`,
    values: [meetingId],
  });
  return rows;
}

async function someVotedOn(tx: PoolClient, items: readonly StoredItem[]): Promise<boolean> {
  if (items.length === 0) return false;
  const { rowCount } = await tx.query({
    name: 'ballots-on-items',
    text: `select from ballots where agenda_item_id = any($1::uuid[]) and state <> 'draft' limit 1`,
    values: [items.map(({ id }) => id)],
  });
  return rowCount === 1;
}

/** Drafts of ballots on them stay with the meeting. */
async function dropItems(tx: PoolClient, items: readonly StoredItem[]): Promise<void> {
  if (items.length === 0) return;
  const ids = items.map(({ id }) => id);
  await tx.query({
    name: 'ballots-leave-items',
    // Votes lock several ballots at once, in the order of their ids.
    text: `
      update ballots set agenda_item_id = null
      where id in (
        select id from ballots where agenda_item_id = any($1::uuid[]) order by id for no key update
      )`,
    values: [ids],
  });
  await tx.query({
    name: 'drop-agenda-items',
    text: 'delete from agenda_items where id = any($1::uuid[])',
    values: [ids],
  });
}
