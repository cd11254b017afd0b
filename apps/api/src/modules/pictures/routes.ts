import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { finishPicture, keepPicture } from './keep-picture.ts';
import type { PictureStorage } from './picture-storage.ts';
import { reEncode } from './re-encode.ts';
import { discardUnfinished } from './remove-pictures.ts';
import { maySeePicture } from './see-picture.ts';

type PictureHandlers = Pick<Handlers, 'POST /v1/pictures' | 'GET /v1/pictures/{pictureId}'>;

export function pictureRoutes({ pool, storage }: { pool: Pool; storage: PictureStorage }): PictureHandlers {
  return {
    // Decoded and stored before the transaction begins: neither holds a connection or a lock.
    'POST /v1/pictures': async ({ upload, caller, change, log, refuse }) => {
      const outcome = await reEncode(upload);
      if (!outcome.ok) return refuse(outcome.code);
      const id = await keepPicture(pool, storage, { picture: outcome.picture, uploadedBy: caller.personId });
      try {
        return await change.once(async (tx) => ({ status: 201, body: await finishPicture(tx, id) }));
      } finally {
        // Does nothing to one that is finished. What it fails to remove goes with the unclaimed ones.
        await discardUnfinished(pool, storage, id).catch((error) =>
          log.warn({ err: error }, 'picture not discarded'),
        );
      }
    },

    'GET /v1/pictures/{pictureId}': async ({ params, query, caller, refuse }) => {
      if (!(await maySeePicture(pool, caller, params.pictureId))) return refuse('not-found');
      const file = await storage.get(params.pictureId, query.size ?? 'large');
      return { file, cacheControl: 'private, max-age=3600' };
    },
  };
}
