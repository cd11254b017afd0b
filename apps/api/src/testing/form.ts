import type { Endpoint } from '@shangju/contracts';

export interface FormPart {
  field: string;
  /** A text is a field, bytes are a file. */
  content: string | Buffer;
  fileName?: string;
  /** What the sender says that it is. */
  mediaType?: string;
}

/** A form as browsers and phones send it. */
export async function formOf(
  parts: readonly FormPart[],
): Promise<{ payload: Buffer; headers: Record<string, string> }> {
  const form = new FormData();
  for (const { field, content, fileName = 'picture.jpg', mediaType = 'image/jpeg' } of parts) {
    if (typeof content === 'string') form.append(field, content);
    else form.append(field, new Blob([new Uint8Array(content)], { type: mediaType }), fileName);
  }
  const request = new Response(form);
  return {
    payload: Buffer.from(await request.arrayBuffer()),
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  };
}

/** The form that a contract asks for. */
export const formFor = ({ upload }: Endpoint, file: Buffer) =>
  formOf(upload ? [{ field: upload.field, content: file }] : []);
