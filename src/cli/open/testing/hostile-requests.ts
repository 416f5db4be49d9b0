// What strangers, or a page gone wrong, send to a running `open`, and the status that each gets.

import type { Asked, OpenShop } from './open-shop.ts';

function read(path: string, headers: Readonly<Record<string, string>> = {}): Asked {
  return { path, headers };
}

export function write(
  { site, writing }: OpenShop,
  other: Readonly<Record<string, string | undefined>>,
  body: string | Uint8Array = 'services: {}\n',
): Asked {
  const headers = Object.entries({ ...writing, ...other }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { method: 'PUT', path: `${site.base}api/files/0`, headers: Object.fromEntries(headers), body };
}

/** Requests of strangers and broken pages, with the status they get. */
export const hostileRequests: readonly (readonly [string, number, (open: OpenShop) => Asked])[] = [
  [
    'another host name (DNS rebinding)',
    421,
    ({ site, cookie }) => read(site.base, { Cookie: cookie, Host: 'evil.example' }),
  ],
  [
    'another host name on our port',
    421,
    ({ site, cookie }) =>
      read(site.base, { Cookie: cookie, Host: `evil.example:${site.host.split(':')[1]}` }),
  ],
  [
    'localhost instead of the address',
    421,
    ({ site, cookie }) =>
      read(site.base, { Cookie: cookie, Host: site.host.replace('127.0.0.1', 'localhost') }),
  ],
  [
    'another port in the host',
    421,
    ({ site, cookie }) => read(site.base, { Cookie: cookie, Host: '127.0.0.1:1' }),
  ],
  [
    'an address that includes ours',
    421,
    ({ site, cookie }) => read(site.base, { Cookie: cookie, Host: `${site.host}.evil.example` }),
  ],
  ['the token at another host name', 421, ({ token }) => read(`/?token=${token}`, { Host: 'evil.example' })],
  [
    'another origin',
    403,
    ({ site, cookie }) => read(`${site.base}api/project`, { Cookie: cookie, Origin: 'https://evil.example' }),
  ],
  [
    'the origin of another local port',
    403,
    ({ site, cookie }) =>
      read(`${site.base}api/project`, { Cookie: cookie, Origin: 'http://127.0.0.1:8080' }),
  ],
  [
    'our origin by https',
    403,
    ({ site, cookie }) =>
      read(`${site.base}api/project`, { Cookie: cookie, Origin: site.origin.replace('http', 'https') }),
  ],
  [
    'an opaque origin',
    403,
    ({ site, cookie }) => read(`${site.base}api/project`, { Cookie: cookie, Origin: 'null' }),
  ],
  [
    'a cross-site request',
    403,
    ({ site, cookie }) => read(site.base, { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' }),
  ],
  [
    'a request of another local port',
    403,
    ({ site, cookie }) => read(site.base, { Cookie: cookie, 'Sec-Fetch-Site': 'same-site' }),
  ],
  [
    'a cross-site link to the token',
    403,
    ({ token }) => read(`/?token=${token}`, { 'Sec-Fetch-Site': 'cross-site' }),
  ],
  ['no token', 403, ({ site }) => read(site.base)],
  ['no token, an asset', 403, ({ site }) => read(`${site.base}assets/index.js`)],
  ['no token, the project', 403, ({ site }) => read(`${site.base}api/project`)],
  ['no token, the changes', 403, ({ site }) => read(`${site.base}api/changes`)],
  ['no token, what runs', 403, ({ site }) => read(`${site.base}api/live`)],
  ['no token, a recovered text', 403, ({ site }) => read(`${site.base}api/recover/blog`)],
  [
    'what runs, for another origin',
    403,
    ({ site, cookie }) => read(`${site.base}api/live`, { Cookie: cookie, Origin: 'https://evil.example' }),
  ],
  [
    'what runs, at another host name',
    421,
    ({ site, cookie }) => read(`${site.base}api/live`, { Cookie: cookie, Host: 'evil.example' }),
  ],
  [
    'a recovered text, for another site',
    403,
    ({ site, cookie }) =>
      read(`${site.base}api/recover/blog`, { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' }),
  ],
  [
    'a recovered text of what does not run',
    404,
    ({ site, cookie }) => read(`${site.base}api/recover/nothing`, { Cookie: cookie }),
  ],
  [
    'a recovered text with values of environment',
    404,
    ({ site, cookie }) => read(`${site.base}api/recover/blog/values`, { Cookie: cookie }),
  ],
  [
    'a recovered text by a path',
    404,
    ({ site, cookie }) => read(`${site.base}api/recover/..%2fblog`, { Cookie: cookie }),
  ],
  ['no token, a path that is not there', 403, () => read('/nothing')],
  ['no token, the bare address', 403, () => read('/')],
  ['a wrong token', 403, () => read('/?token=wrong')],
  ['an empty token', 403, () => read('/?token=')],
  ['a token and more', 403, ({ token }) => read(`/?token=${token}x`)],
  ['a wrong cookie', 403, ({ site }) => read(site.base, { Cookie: `${site.cookie}=wrong` })],
  [
    'the cookie of another name',
    403,
    ({ site }) => read(site.base, { Cookie: `x${site.cookie}=${site.secret}` }),
  ],
  [
    'the token in the address of the interface',
    403,
    ({ site, token }) => read(`${site.base}api/project?token=${token}`),
  ],
  ['a path outside', 404, ({ site, cookie }) => read(`${site.base}../secret.txt`, { Cookie: cookie })],
  [
    'a path outside, encoded',
    404,
    ({ site, cookie }) => read(`${site.base}%2e%2e%2fsecret.txt`, { Cookie: cookie }),
  ],
  [
    'a path outside, encoded twice',
    404,
    ({ site, cookie }) => read(`${site.base}%252e%252e/secret.txt`, { Cookie: cookie }),
  ],
  [
    'a path outside with backslashes',
    404,
    ({ site, cookie }) => read(`${site.base}..\\secret.txt`, { Cookie: cookie }),
  ],
  [
    'a path with a zero byte',
    404,
    ({ site, cookie }) => read(`${site.base}assets/index.js%00.txt`, { Cookie: cookie }),
  ],
  [
    'the system beside the page',
    404,
    ({ site, cookie }) => read(`${site.base}/etc/passwd`, { Cookie: cookie }),
  ],
  ['the file by its name', 404, ({ site, cookie }) => read(`${site.base}compose.yaml`, { Cookie: cookie })],
  [
    'a file by its path',
    404,
    ({ site, cookie }) => read(`${site.base}api/files/..%2fsecret.txt`, { Cookie: cookie }),
  ],
  [
    'a file that is not bound',
    404,
    ({ site, cookie }) => read(`${site.base}api/files/7`, { Cookie: cookie }),
  ],
  ['a negative number', 404, ({ site, cookie }) => read(`${site.base}api/files/-1`, { Cookie: cookie })],
  ['a prototype key', 404, ({ site, cookie }) => read(`${site.base}__proto__`, { Cookie: cookie })],
  [
    'the base with another letter',
    404,
    ({ site, cookie }) => read(`${site.base.slice(0, -2)}/`, { Cookie: cookie }),
  ],
  ['a path of two slashes', 400, ({ cookie }) => read('//evil.example/', { Cookie: cookie })],
  [
    'a whole address as the path',
    400,
    ({ site, cookie }) => read(`http://evil.example${site.base}`, { Cookie: cookie }),
  ],
  ['a write without an origin', 403, (shop) => write(shop, { Origin: undefined })],
  ['a write of another origin', 403, (shop) => write(shop, { Origin: 'https://evil.example' })],
  ['a write from another site', 403, (shop) => write(shop, { 'Sec-Fetch-Site': 'cross-site' })],
  ['a write without the token', 403, (shop) => write(shop, { Cookie: undefined })],
  ['a write at another host name', 421, (shop) => write(shop, { Host: 'evil.example' })],
  ['a write as a form', 415, (shop) => write(shop, { 'Content-Type': 'application/x-www-form-urlencoded' })],
  ['a write as plain text', 415, (shop) => write(shop, { 'Content-Type': 'text/plain' })],
  ['a write in an encoding', 415, (shop) => write(shop, { 'Content-Encoding': 'gzip' })],
  ['a write that names no version', 428, (shop) => write(shop, { 'If-Match': undefined })],
  ['a write over any version', 428, (shop) => write(shop, { 'If-Match': '*' })],
  [
    'a write over a weak version',
    428,
    (shop) => write(shop, { 'If-Match': `W/${shop.writing['If-Match']}` }),
  ],
  [
    'making a file that is there',
    428,
    (shop) => write(shop, { 'If-Match': undefined, 'If-None-Match': '*' }),
  ],
  ['making a file that is there, beside its version', 428, (shop) => write(shop, { 'If-None-Match': '*' })],
  ['a write over another version', 409, (shop) => write(shop, { 'If-Match': `"${'0'.repeat(64)}"` })],
  ['a body above 5 MB', 413, (shop) => write(shop, {}, 'x'.repeat(5_000_001))],
  [
    'a body above 5 MB that hides its size',
    413,
    (shop) => write(shop, { 'Transfer-Encoding': 'chunked' }, 'x'.repeat(5_000_001)),
  ],
  ['a body that is not UTF-8', 422, (shop) => write(shop, {}, new Uint8Array([0x61, 0xff, 0x62]))],
  ['a body in UTF-16', 422, (shop) => write(shop, {}, new Uint8Array([0xff, 0xfe, 0x61, 0x00]))],
  ['a body with a zero byte', 422, (shop) => write(shop, {}, new Uint8Array([0x61, 0x00]))],
  [
    'a write to a file that is not bound',
    404,
    (shop) => ({ ...write(shop, {}), path: `${shop.site.base}api/files/9` }),
  ],
  ['a write to the page', 405, (shop) => ({ ...write(shop, {}), path: shop.site.base })],
  ['a write to the project', 405, (shop) => ({ ...write(shop, {}), path: `${shop.site.base}api/project` })],
  ['a write to what runs', 405, (shop) => ({ ...write(shop, {}), path: `${shop.site.base}api/live` })],
  [
    'a write to a recovered text',
    405,
    (shop) => ({ ...write(shop, {}), path: `${shop.site.base}api/recover/blog` }),
  ],
  ...['POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'].map(
    (method): readonly [string, number, (shop: OpenShop) => Asked] => [
      `${method} of a file`,
      405,
      (shop) => ({ method, path: `${shop.site.base}api/files/0`, headers: shop.writing }),
    ],
  ),
  [
    'a preflight of another origin',
    403,
    ({ site }) => ({
      method: 'OPTIONS',
      path: `${site.base}api/files/0`,
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'PUT' },
    }),
  ],
];
