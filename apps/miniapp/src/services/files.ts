import type { CallOptions } from '@shangju/client';
import { apiThrough } from './api';
import { fileTransport } from './file-transport';

/** The endpoints that answer with a file, which only those who may see it get: not by its address alone. */
type FileKey =
  | 'GET /v1/pictures/{pictureId}'
  | 'GET /v1/rosters/{rosterId}/report.xlsx'
  | 'GET /v1/ballots/{ballotId}/bundle'
  | 'GET /v1/verify-ballot'
  | 'GET /v1/communities/{communityId}/households.xlsx';

/**
 * Brings a file to the phone, with the person's token.
 * @returns its address there, for an `<Image>`, `openSpreadsheet` or `handOverFile`; `releaseFile` when it is not needed any more
 */
export function fetchFile<K extends FileKey>(key: K, options: CallOptions<K>): Promise<string> {
  return filesApi.call(key, options) as Promise<string>;
}

const filesApi = apiThrough(fileTransport);
