import multipart from '@fastify/multipart';
import type { Endpoint } from '@shangju/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, refuse } from './problem.ts';

type Upload = NonNullable<Endpoint['upload']>;

/** Reads the file of a form into memory, and holds it there until `use` is done with it. */
export type WithUpload = <Result>(
  request: FastifyRequest,
  upload: Upload,
  use: (file: Buffer) => Promise<Result>,
) => Promise<Result>;

/** Makes a scope of the API read forms with one file, and nothing else: other media types are refused. */
export async function readForms(scope: FastifyInstance, { bytesMax }: Upload): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(multipart, {
    // The file is measured as it comes in, by whoever knows what to say when it is too large.
    throwFileSizeLimit: false,
    limits: { files: 1, fields: 0, parts: 2, fileSize: bytesMax, fieldNameSize: 100, headerPairs: 20 },
  });
}

/**
 * Bounds what the uploads of one process hold in memory together. Counted is what has arrived, so that
 * slow senders hold nothing against the others; beyond the bound one is asked to come again.
 */
export function boundedUploads(bytesHeldMax: number): WithUpload {
  let bytesHeld = 0;

  return async (request, upload, use) => {
    let bytes = 0;
    const hold = (more: number) => {
      if (bytesHeld + more > bytesHeldMax) refuse('overloaded');
      bytesHeld += more;
      bytes += more;
    };
    try {
      return await use(await readFile(request, upload, hold));
    } finally {
      bytesHeld -= bytes;
    }
  };
}

/** What a form has around its file. */
const FORM_BYTES_MAX = 4 * 1024;

async function readFile(
  request: FastifyRequest,
  { field, bytesMax, missing, tooLarge }: Upload,
  hold: (bytes: number) => void,
): Promise<Buffer> {
  if (!request.isMultipart()) refuse(missing);
  if (Number(request.headers['content-length']) > bytesMax + FORM_BYTES_MAX) refuse(tooLarge);
  let file: Buffer | undefined;
  let truncated = false;
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue;
      const chunks: Buffer[] = [];
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        if (part.fieldname !== field) continue;
        hold(chunk.length);
        chunks.push(chunk);
      }
      if (part.fieldname !== field) continue;
      truncated = part.file.truncated;
      file = Buffer.concat(chunks);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // Whatever else there is to say of a form is said by its parser: not whole, too many parts, no form.
    request.log.debug({ err: error }, 'form not read');
    return refuse('body-unreadable');
  }
  if (truncated) refuse(tooLarge);
  return file && file.length > 0 ? file : refuse(missing);
}
