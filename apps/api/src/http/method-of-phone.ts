import type { IncomingMessage } from 'node:http';

/**
 * WeChat's `wx.request` knows no PATCH: the mini-program sends it as POST with
 * `x-http-method-override: PATCH`. No other method can be put on in this way.
 */
export function methodOfPhone(request: IncomingMessage): string {
  if (request.method === 'POST' && request.headers['x-http-method-override'] === 'PATCH')
    request.method = 'PATCH';
  return request.url ?? '/';
}
