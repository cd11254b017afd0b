/** What a mini-program gives to wx.request, as far as it is looked at here. */
export interface RequestOptions {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
  timeout?: number;
  dataType?: string;
  responseType?: 'text' | 'arraybuffer';
  enableChunked?: boolean;
  success?(answer: {
    data: unknown;
    statusCode: number;
    header: Record<string, string>;
    errMsg: string;
  }): void;
  fail?(failure: { errMsg: string; errno?: number }): void;
  complete?(outcome: unknown): void;
}

export interface RequestTask {
  abort(): void;
  onHeadersReceived(listener: (event: { header: Record<string, string> }) => void): void;
  offHeadersReceived(): void;
  onChunkReceived(listener: (event: { data: ArrayBuffer }) => void): void;
  offChunkReceived(): void;
}

/** The network between phone and API, under the test's control. */
export interface Network {
  /** Where the API really is; takes the place of the origin that was built in. */
  apiOrigin: string;
  offline: boolean;
  /** The request arrives, the answer does not: what a phone in a basement does at the worst moment. */
  loseAnswers: boolean;
  /** Requests under way, so that going offline breaks them. */
  underWay: Set<AbortController>;
  /** The app has ended: it sends nothing any more, and hears nothing of what it had sent. */
  ended: boolean;
}

/** developers.weixin.qq.com, wx.request: PATCH is not among them. */
const METHODS = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);
const TIMEOUT_DEFAULT_MS = 60_000;

/** wx.request over real HTTP. */
export function wxRequest(options: RequestOptions, network: Network): RequestTask {
  const task: Listeners = { headers: undefined, chunk: undefined };
  const controller = startExchange('request', options, network, (signal) =>
    perform(options, network, signal, task),
  );
  return {
    abort: () => controller.abort('abort'),
    onHeadersReceived: (listener) => {
      task.headers = listener;
    },
    offHeadersReceived: () => {
      task.headers = undefined;
    },
    onChunkReceived: (listener) => {
      task.chunk = listener;
    },
    offChunkReceived: () => {
      task.chunk = undefined;
    },
  };
}

interface Exchange {
  timeout?: number;
  success?(answer: object): void;
  fail?(failure: { errMsg: string }): void;
  complete?(outcome: object): void;
}

/** Begins an exchange with the API that breaks where the network does, and tells its outcome as wx does. */
export function startExchange<Answer extends object>(
  name: string,
  options: Omit<Exchange, 'success'> & { success?(answer: Answer & { errMsg: string }): void },
  network: Network,
  work: (signal: AbortSignal) => Promise<Answer>,
): AbortController {
  const controller = new AbortController();
  if (network.ended) return controller;
  network.underWay.add(controller);
  void exchange(network, controller, options.timeout ?? TIMEOUT_DEFAULT_MS, work)
    .then(
      (answer) => {
        if (network.ended) return;
        const told = { ...answer, errMsg: `${name}:ok` };
        options.success?.(told);
        options.complete?.(told);
      },
      (failure: unknown) => {
        if (network.ended) return;
        const { signal } = controller;
        const told = {
          errMsg: `${name}:fail ${signal.aborted ? String(signal.reason) : messageOf(failure)}`,
        };
        options.fail?.(told);
        options.complete?.(told);
      },
    )
    .finally(() => network.underWay.delete(controller));
  return controller;
}

async function exchange<Answer>(
  network: Network,
  controller: AbortController,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  if (network.offline) throw new Error('net::ERR_INTERNET_DISCONNECTED');
  const timer = setTimeout(() => controller.abort('timeout'), timeoutMs);
  try {
    const answer = await work(controller.signal);
    if (network.loseAnswers) throw new Error('net::ERR_CONNECTION_RESET');
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

/** Where an address that was built in really is. */
export function addressAt(url: string, apiOrigin: string): URL {
  const asked = new URL(url);
  return new URL(asked.pathname + asked.search, apiOrigin);
}

interface Listeners {
  headers: ((event: { header: Record<string, string> }) => void) | undefined;
  chunk: ((event: { data: ArrayBuffer }) => void) | undefined;
}

async function perform(
  options: RequestOptions,
  network: Network,
  signal: AbortSignal,
  listeners: Listeners,
): Promise<{ data: unknown; statusCode: number; header: Record<string, string> }> {
  const method = (options.method ?? 'GET').toUpperCase();
  if (!METHODS.has(method)) throw new Error('method is invalid');
  const { url, body } = encode(options, method, network.apiOrigin);
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...options.header },
    ...(body === undefined ? {} : { body }),
    signal,
  });
  const header = Object.fromEntries(response.headers);
  listeners.headers?.({ header });
  const bytes = options.enableChunked
    ? await passOnChunks(response, listeners)
    : await response.arrayBuffer();
  return { data: decode(bytes, options), statusCode: response.status, header };
}

async function passOnChunks(response: Response, listeners: Listeners): Promise<ArrayBuffer> {
  if (response.body) {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      listeners.chunk?.({ data: chunk.slice().buffer as ArrayBuffer });
    }
  }
  return new ArrayBuffer(0);
}

/** A GET's data goes into the query; other data goes as JSON unless it is text already. */
function encode(
  options: RequestOptions,
  method: string,
  apiOrigin: string,
): { url: string; body: string | undefined } {
  const url = addressAt(options.url, apiOrigin);
  const { data } = options;
  if (data === undefined || data === null) return { url: url.href, body: undefined };
  if (method === 'GET' && typeof data === 'object') {
    for (const [name, value] of Object.entries(data)) url.searchParams.set(name, String(value));
    return { url: url.href, body: undefined };
  }
  return { url: url.href, body: typeof data === 'string' ? data : JSON.stringify(data) };
}

function decode(bytes: ArrayBuffer, { dataType = 'json', responseType = 'text' }: RequestOptions): unknown {
  if (responseType === 'arraybuffer') return bytes;
  const text = new TextDecoder().decode(bytes);
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
