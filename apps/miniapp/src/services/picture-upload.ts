import type { Picture } from '@shangju/contracts';
import { apiThrough } from './api';
import { pictureTransport } from './picture-transport';

/** Brings a kept picture to the API. Rejects with LostPicture where the phone no longer has it. */
export function uploadPicture(name: string, idempotencyKey: string): Promise<Picture> {
  return apiThrough(pictureTransport(name)).call('POST /v1/pictures', { idempotencyKey });
}
