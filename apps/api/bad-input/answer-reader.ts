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

/**
 * @param method of the request: HEAD is answered without a body
 * @param isLast whether what comes behind the answer is of no interest: a body longer than it said is taken for
 *   another request, and answered as one
 */
export function answerReader(method: string, isLast: boolean): AnswerReader {
  let bytes = Buffer.alloc(0);
  let answer: Answer | undefined;
  const proceed = (atEnd: boolean): Progress => {
    const read = readAnswer(bytes, method, atEnd, isLast);
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

function readAnswer(bytes: Buffer, method: string, atEnd: boolean, isLast: boolean): Answer | Progress {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd < 0) return 'more';
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  if (!(status >= 100)) return `no status line: ${statusLine.slice(0, 80)}`;
  const rest = bytes.subarray(headEnd + END_OF_HEAD.length);
  if (status < 200) return readAnswer(rest, method, atEnd, isLast);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = /^([A-Za-z0-9-]+): ?([^\r\n\0]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return `a line that is no header: ${line.slice(0, 80)}`;
    headers[name.toLowerCase()] = value;
  }
  const body = bodyOf(rest, status, headers, method, atEnd);
  if (typeof body === 'string') return body;
  // What Node could not read it can't tell from HEAD.
  if (body.excess > 0 && !isLast && headers['connection'] !== 'close') return 'more came than the answer';
  return { status, headers, body: body.bytes, keepsAlive: headers['connection'] !== 'close' && !atEnd };
}

interface ReadBody {
  bytes: Buffer;
  /** How many more bytes there are behind it. */
  excess: number;
}

function bodyOf(
  rest: Buffer,
  status: number,
  headers: Record<string, string>,
  method: string,
  atEnd: boolean,
): ReadBody | Progress {
  const of = (length: number): ReadBody => ({
    bytes: rest.subarray(0, length),
    excess: rest.length - length,
  });
  if (method === 'HEAD' || status === 204 || status === 304) return of(0);
  // It has no end of its own; that it began is what was asked for.
  if (headers['content-type']?.startsWith('text/event-stream')) return of(rest.length);
  if (headers['transfer-encoding'] === 'chunked') return unchunked(rest);
  const length = headers['content-length'];
  if (length === undefined) return atEnd ? of(rest.length) : 'more';
  return rest.length < Number(length) ? 'more' : of(Number(length));
}

function unchunked(rest: Buffer): ReadBody | Progress {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return 'more';
    const length = Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(length)) return 'a chunk without a length';
    const next = lineEnd + 2 + length + 2;
    if (rest.length < next) return 'more';
    if (length === 0) return { bytes: Buffer.concat(chunks), excess: rest.length - next };
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = next;
  }
}
