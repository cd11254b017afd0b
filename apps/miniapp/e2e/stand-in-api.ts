import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/**
 * Answers as far as tests of the phone's own ground need it: a log-in, points, a scan; and hands out the built H5
 * pages. The stories of residents and merchants run against the real API.
 */
export class StandInApi {
  static async start(): Promise<StandInApi> {
    const api = new StandInApi();
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  readonly requests: SeenRequest[] = [];
  /** Tokens that are answered with `token-expired`. */
  readonly expiredTokens = new Set<string>();
  /** Tokens that are answered with `session-ended`. */
  readonly endedTokens = new Set<string>();
  readonly #server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method = '', headers } = request;
    const { pathname: path } = new URL(request.url ?? '/', 'http://stand-in');
    if (!path.startsWith('/v1/')) {
      const file = await readPage(path);
      response.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/html' }).end(file);
      return;
    }
    this.requests.push({ method, path, headers, body });
    const [status, answer] = this.#answer(`${method} ${path}`, headers.authorization, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  requestsTo(path: string): SeenRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  /** Forgets what was seen and set. */
  reset(): void {
    this.requests.length = 0;
    this.expiredTokens.clear();
    this.endedTokens.clear();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: string, authorization = '', body: string): [status: number, body: object] {
    const token = authorization.replace('Bearer ', '');
    if (this.expiredTokens.has(token)) return [401, problem('token-expired', 401)];
    if (this.endedTokens.has(token)) return [401, problem('session-ended', 401)];
    switch (request) {
      case 'GET /v1/auth/demo/personas':
        return [200, { items: [{ key: 'resident', name: PERSON.name, about: '居民', roles: [] }] }];
      case 'POST /v1/auth/demo':
        return [200, signedIn('token-1')];
      case 'POST /v1/auth/refresh':
        return [200, signedIn('token-2')];
      case 'GET /v1/me':
        return [200, PERSON];
      case 'GET /v1/me/points':
        return [200, { available: 1128, held: 0, earned: 1128, spent: 0 }];
      case 'POST /v1/me':
      case 'PATCH /v1/me':
        return [200, { ...PERSON, ...(JSON.parse(body) as object) }];
      default:
        return [404, problem('not-found', 404)];
    }
  }
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png' };
const H5_FOLDER = fileURLToPath(new URL('../dist/h5/', import.meta.url));

const PERSON = { id: 'p1', number: 3471, name: '陈桂芳', elderMode: false, textScale: 1.4, roles: [] };

function signedIn(accessToken: string): object {
  return { accessToken, refreshToken: 'r'.repeat(24), expiresInSeconds: 900, person: PERSON };
}

function problem(code: string, status: number): object {
  return { type: 'about:blank', title: code, status, code, detail: `没有成功：${code}`, requestId: '' };
}

async function readPage(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(`${H5_FOLDER}${path === '/' ? 'index.html' : path}`);
  } catch {
    return undefined;
  }
}
