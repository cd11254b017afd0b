/** One answer of HTTP/1.1 (RFC 9112), read to its end. */
export interface Answer {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  keepsAlive: boolean;
}

/** `whole`, `more`, or what is wrong with it. */
type Progress = string;

export interface AnswerReader {
  read(chunk: Buffer): Progress;
  end(): Progress;
  /** Undefined as long as it is not whole. */
  answer(): Answer | undefined;
  hasBegun(): boolean;
}

/** @param method of the request: HEAD is answered without a body */
export function answerReader(method: string): AnswerReader {
  let bytes = Buffer.alloc(0);
  let answer: Answer | undefined;
  const proceed = (atEnd: boolean): Progress => {
    const read = readAnswer(bytes, method, atEnd);
    if (typeof read === 'string') return read;
    answer = read;
    return 'whole';
  };
  return {
    read(chunk) {
      bytes = Buffer.concat([bytes, chunk]);
      return proceed(false);
    },
    end: () => {
      const progress = proceed(true);
      if (progress !== 'more') return progress;
      return bytes.length === 0 ? 'ended without an answer' : 'ended in the middle of an answer';
    },
    answer: () => answer,
    hasBegun: () => bytes.length > 0,
  };
}

const END_OF_HEAD = '\r\n\r\n';

function readAnswer(bytes: Buffer, method: string, atEnd: boolean): Answer | Progress {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd < 0) return 'more';
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  if (!(status >= 100)) return `no status line: ${statusLine.slice(0, 80)}`;
  const rest = bytes.subarray(headEnd + END_OF_HEAD.length);
  if (status < 200) return readAnswer(rest, method, atEnd);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = /^([A-Za-z0-9-]+): ?([^\r\n\0]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return `a line that is no header: ${line.slice(0, 80)}`;
    headers[name.toLowerCase()] = value;
  }
  const body = bodyOf(rest, status, headers, method, atEnd);
  if (typeof body === 'string') return body;
  return { status, headers, body, keepsAlive: headers['connection'] !== 'close' && !atEnd };
}

function bodyOf(
  rest: Buffer,
  status: number,
  headers: Record<string, string>,
  method: string,
  atEnd: boolean,
): Buffer | Progress {
  const hasNone = method === 'HEAD' || status === 204 || status === 304;
  if (hasNone) return rest.length > 0 ? 'more came than the answer' : rest;
  // It has no end of its own; that it began is what was asked for.
  if (headers['content-type']?.startsWith('text/event-stream')) return Buffer.alloc(0);
  if (headers['transfer-encoding'] === 'chunked') return unchunked(rest);
  const length = headers['content-length'];
  if (length === undefined) return atEnd ? rest : 'more';
  if (rest.length < Number(length)) return 'more';
  return rest.length > Number(length) ? 'more came than the answer' : rest;
}

function unchunked(rest: Buffer): Buffer | Progress {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return 'more';
    const length = Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(length)) return 'a chunk without a length';
    const next = lineEnd + 2 + length + 2;
    if (rest.length < next) return 'more';
    if (length === 0) return rest.length > next ? 'more came than the answer' : Buffer.concat(chunks);
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = next;
  }
}
