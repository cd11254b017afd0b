import type { Picture } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import type { PictureStorage } from './picture-storage.ts';
import type { ReEncoded } from './re-encode.ts';

/**
 * Puts a picture into the storage. Its row is there before its files are, so that whatever goes wrong
 * leaves nothing in the storage that nobody knows of. Nobody sees it before it is `finishPicture`d.
 */
export async function keepPicture(
  pool: Pool,
  storage: PictureStorage,
  { picture, uploadedBy }: { picture: ReEncoded; uploadedBy: string },
): Promise<string> {
  const id = newId();
  await pool.query({
    name: 'keep-picture',
    text: `
      insert into pictures (id, uploaded_by, at, width_px, height_px, status)
      values ($1, $2, street_now(), $3, $4, 'storing')`,
    values: [id, uploadedBy, picture.widthPx, picture.heightPx],
  });
  await storage.put(id, picture);
  return id;
}

export async function finishPicture(tx: PoolClient, id: string): Promise<Picture> {
  const { rows } = await tx.query<Picture>({
    name: 'finish-picture',
    text: `
      update pictures set status = 'stored' where id = $1 and status = 'storing'
      returning id, width_px as "widthPx", height_px as "heightPx"`,
    values: [id],
  });
  return must(rows[0]);
}
