import type { Transport } from '@shangju/client';
import { apiThrough } from './api';
import { NetworkFailure } from './network-failure';
import { parseBody } from './transport';

/** The address at which an `<Image>` shows a picture that only some may see. */
export function readPicture(pictureId: string, size: 'small' | 'large'): Promise<string> {
  return apiThrough(download).call('GET /v1/pictures/{pictureId}', {
    params: { pictureId },
    query: { size },
  });
}

/** Answers with the picture's address in this tab; what is no picture says in its text what went wrong. */
const download: Transport = async ({ path, headers }) => {
  try {
    const answer = await fetch(`${API_ORIGIN}${path}`, { headers });
    if (!answer.ok) return { status: answer.status, body: parseBody(await answer.text()) };
    return { status: answer.status, body: URL.createObjectURL(await answer.blob()) };
  } catch {
    throw new NetworkFailure('unreachable');
  }
};
