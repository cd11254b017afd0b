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
}

/** developers.weixin.qq.com, wx.request: PATCH is not among them. */
const METHODS = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);
const TIMEOUT_DEFAULT_MS = 60_000;

/** wx.request over real HTTP. */
export function wxRequest(options: RequestOptions, network: Network): RequestTask {
  const controller = new AbortController();
  const task: Listeners = { headers: undefined, chunk: undefined };
  network.underWay.add(controller);
  void perform(options, network, controller, task)
    .then(
      (answer) => {
        options.success?.(answer);
        options.complete?.(answer);
      },
      (failure: unknown) => {
        const told = {
          errMsg: `request:fail ${controller.signal.aborted ? reasonOf(controller) : messageOf(failure)}`,
        };
        options.fail?.(told);
        options.complete?.(told);
      },
    )
    .finally(() => network.underWay.delete(controller));
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

interface Listeners {
  headers: ((event: { header: Record<string, string> }) => void) | undefined;
  chunk: ((event: { data: ArrayBuffer }) => void) | undefined;
}

async function perform(
  options: RequestOptions,
  network: Network,
  controller: AbortController,
  listeners: Listeners,
): Promise<{ data: unknown; statusCode: number; header: Record<string, string>; errMsg: string }> {
  const method = (options.method ?? 'GET').toUpperCase();
  if (!METHODS.has(method)) throw new Error('method is invalid');
  if (network.offline) throw new Error('net::ERR_INTERNET_DISCONNECTED');
  const timer = setTimeout(() => controller.abort('timeout'), options.timeout ?? TIMEOUT_DEFAULT_MS);
  try {
    const { url, body } = encode(options, method, network.apiOrigin);
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...options.header },
      ...(body === undefined ? {} : { body }),
      signal: controller.signal,
    });
    const header = Object.fromEntries(response.headers);
    listeners.headers?.({ header });
    const bytes = options.enableChunked
      ? await passOnChunks(response, listeners)
      : await response.arrayBuffer();
    if (network.loseAnswers) throw new Error('net::ERR_CONNECTION_RESET');
    return { data: decode(bytes, options), statusCode: response.status, header, errMsg: 'request:ok' };
  } finally {
    clearTimeout(timer);
  }
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
  const asked = new URL(options.url);
  const url = new URL(asked.pathname + asked.search, apiOrigin);
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

function reasonOf(controller: AbortController): string {
  return String(controller.signal.reason);
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
