import fc from 'fast-check';
import type { Draft } from './request-bytes.ts';
import { callerOf, filled, type Parts } from './sound-request.ts';
import { strangeText, wellFormed } from './strange-texts.ts';

/** Addresses that are none, methods that nobody offers. */
export const strangeTarget = ({ operations, callers, known }: Parts): fc.Arbitrary<Draft> => {
  const address = fc.tuple(fc.constantFrom(...operations), fc.nat({ max: 9_999 })).map(([{ path }, at]) => {
    const ids = known['anything'] ?? [];
    return filled(path, new Proxy({}, { get: () => ids[at % ids.length] ?? 'x' }));
  });
  const bent = fc.tuple(address, fc.constantFrom(...BENDINGS)).map(([path, bend]) => bend(path));
  const target = fc.oneof(
    { weight: 3, arbitrary: bent },
    { weight: 2, arbitrary: fc.constantFrom(...NOWHERE) },
    { weight: 1, arbitrary: strangeText.map((text) => `/v1/${encodeURIComponent(wellFormed(text))}`) },
  );
  const here = fc.tuple(fc.constantFrom(...METHODS), target, callerOf(callers));
  const otherMethod = fc.tuple(fc.constantFrom(...OTHER_METHODS), address, callerOf(callers));
  return fc
    .oneof({ weight: 3, arbitrary: here }, { weight: 2, arbitrary: otherMethod })
    .map(([method, to, caller]) => ({
      kind: 'strange address',
      method,
      target: to,
      headers: caller === undefined ? [] : [['authorization', caller]],
    }));
};

const METHODS = ['GET', 'GET', 'POST', 'PATCH', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'];

const OTHER_METHODS = [
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'LINK',
  'PURGE',
  'M-SEARCH',
  'SEARCH',
  'QUERY',
  'LOCK',
  'MKCOL',
  'PUT',
  'POST',
  'GET',
  'PATCH',
];

const BENDINGS: readonly ((path: string) => string)[] = [
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => path.replaceAll('/', '//'),
  (path) => path.toUpperCase(),
  (path) => `${path}%00`,
  (path) => `${path}%0d%0aset-cookie:%20a=b`,
  (path) => `${path}%2f..%2f..`,
  (path) => `${path}/../../../etc/passwd`,
  (path) => `${path}/%2e%2e/%2e%2e/etc/passwd`,
  (path) => `${path}/..;/`,
  (path) => `${path};a=b`,
  (path) => `${path}.json`,
  (path) => `${path}#fragment`,
  (path) => `${path}\\..\\`,
  (path) => path.replace('/v1', '/v1/.'),
  (path) => path.replace('/v1', '/v2'),
  (path) => path.replace('/v1/', '/v1%2f'),
  (path) => `http://elsewhere.example${path}`,
  (path) => `//elsewhere.example${path}`,
  (path) => `${path}/${'a'.repeat(99)}`,
  (path) => `${path}/${'a'.repeat(101)}`,
  (path) => `${path}/${'a'.repeat(3_000)}`,
  (path) => `${path}?${'a=b&'.repeat(1_500)}`,
  (path) => `${path}?a=${'x'.repeat(7_900)}`,
  (path) => `${path}?a=${'x'.repeat(8_300)}`,
  (path) => `${path}?a=${'x'.repeat(20_000)}`,
  (path) => `${path}?a=${'x'.repeat(200_000)}`,
  (path) => `${path}/${'a/'.repeat(2_000)}`,
];

const NOWHERE = [
  '*',
  '/',
  '//',
  '/.',
  '/..',
  '/v1',
  '/v1/',
  '/s/',
  '/s/%00',
  '/s/../../etc/passwd',
  `/s/${'A'.repeat(32)}`,
  `/s/${'A'.repeat(500)}`,
  '/s/%0d%0alocation:%20http:%2f%2felsewhere.example',
  '/s//elsewhere.example',
  '/docs',
  '/docs/',
  '/docs/problems',
  '/docs/../v1/me',
  '/docs/nothing-here',
  '/v1/openapi.json',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/.env',
  '/.git/config',
  '/index.html',
  '/%',
  '/%zz',
  '/%c0%ae%c0%ae/',
  '/%ff',
  '/%u002e',
  '/?',
  '/?%',
  '/v1/me?',
  '/v1/merchants/%2e%2e',
  '/v1/merchants/..%2fme',
  '/v1/pictures/..%2f..%2fsecrets.json',
  '/v1/calendars/../../etc/passwd',
  'v1/me',
  'http://',
  'http://:@/',
  'about:blank',
  '?',
  '#',
];
