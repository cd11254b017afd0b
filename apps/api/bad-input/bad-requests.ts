import fc from 'fast-check';
import { brokenBody } from './broken-body.ts';
import { brokenHttp } from './broken-http.ts';
import { type BadRequest, type Draft, wellFramed } from './request-bytes.ts';
import { type Parts, requestAtEdges, soundRequest } from './sound-request.ts';
import { spoiltBody, spoiltTarget } from './spoilt-request.ts';
import { strangeHeaders } from './strange-headers.ts';
import { strangeTarget } from './strange-targets.ts';
import { strangeUpload } from './strange-upload.ts';

/** Everything that is sent, each kind in its share. */
export function badRequests(parts: Parts, lyingFiles: readonly Buffer[]): fc.Arbitrary<BadRequest> {
  const framed = (draft: fc.Arbitrary<Draft>) => draft.map(wellFramed);
  return fc.oneof(
    { weight: 18, arbitrary: framed(soundRequest(parts)) },
    { weight: 17, arbitrary: framed(requestAtEdges(parts)) },
    { weight: 25, arbitrary: framed(spoiltBody(parts)) },
    { weight: 10, arbitrary: framed(spoiltTarget(parts)) },
    { weight: 9, arbitrary: framed(brokenBody(parts)) },
    { weight: 8, arbitrary: framed(strangeHeaders(parts)) },
    { weight: 6, arbitrary: framed(strangeTarget(parts)) },
    { weight: 5, arbitrary: brokenHttp(parts) },
    { weight: 2, arbitrary: framed(strangeUpload(parts, lyingFiles)) },
  );
}

/** The request of a number: the same for the same seed, but for the ids and tokens of the run. */
export function requestOf(requests: fc.Arbitrary<BadRequest>, seed: number, index: number): BadRequest {
  const [request] = fc.sample(requests, { seed: mixed(seed, index), numRuns: 1 });
  if (!request) throw new Error('fast-check made nothing');
  return request;
}

/** Seeds that lie side by side would begin with requests that look alike (the last steps of MurmurHash3). */
function mixed(seed: number, index: number): number {
  let hash = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
