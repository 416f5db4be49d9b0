import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../open/http/page-server.ts';
import { hostileRequests } from '../open/testing/hostile-requests.ts';
import { type OpenShop, shop } from '../open/testing/open-shop.ts';
import { asOpen, rawRequest, type ServeShop, serveShop } from './testing/serve-shop.ts';

/** Requests answered differently than by `open`: the page is at `/`, and anyone may see the form. */
const otherwise = new Map([
  ['no token', 303],
  ['no token, the bare address', 303],
  ['no token, an asset', 401],
  ['no token, the project', 401],
  ['no token, the changes', 401],
  ['no token, what runs', 401],
  ['no token, a recovered text', 401],
  ['no token, a path that is not there', 401],
  ['a wrong token', 303],
  ['an empty token', 303],
  ['a token and more', 303],
  ['a wrong cookie', 303],
  ['the cookie of another name', 303],
  ['the token in the address of the interface', 401],
  ['the system beside the page', 400],
  ['a write without the token', 401],
]);

describe('a hostile request', () => {
  let open: OpenShop;
  let own: ServeShop;
  beforeAll(async () => {
    own = await serveShop();
    open = await asOpen(own);
  });
  afterAll(() => own.end());

  // `/` has no other letter.
  const asked = hostileRequests.filter(([name]) => name !== 'the base with another letter');
  it.each(asked)('%s', async (name, status, request) => {
    const got = await open.ask(request(open));
    expect(got.status).toBe(otherwise.get(name) ?? status);
    expect(got.headers['access-control-allow-origin']).toBeUndefined();
    expect(got.headers['set-cookie']).toBeUndefined();
    expect(got.text).not.toContain('not for anybody');
    expect(got.headers['content-security-policy']).toBe(securityHeaders['Content-Security-Policy']);
    expect(own.onDisk()).toBe(shop);
  });

  it.each(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS'])(
    '%s of a stranger reads and writes nothing',
    async (method) => {
      const routes = [
        '',
        'assets/index.js',
        'api/project',
        'api/changes',
        'api/live',
        'api/recover/blog',
        'api/files/0',
        'logout',
        '../shop/compose.yaml',
      ];
      for (const route of routes) {
        for (const headers of [
          { Origin: own.origin },
          { ...open.writing, Origin: 'https://evil.example' },
          { ...open.writing, Host: 'evil.example' },
          { ...open.writing, 'Sec-Fetch-Site': 'cross-site' },
          { ...open.writing, 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors' },
        ]) {
          const got = await own.ask({ method, path: `/${route}`, headers });
          expect([303, 401, 403, 421], `${method} ${route}`).toContain(got.status);
          expect(got.text).not.toContain('image:');
        }
      }
      expect(own.onDisk()).toBe(shop);
    },
  );

  it('to become a web socket, or anything else, is refused with and without a session', async () => {
    for (const cookie of [open.cookie, 'a=b']) {
      for (const path of ['/', '/api/changes', '/login']) {
        for (const protocol of ['websocket', 'h2c']) {
          const answer = await rawRequest(own.host, [
            `GET ${path} HTTP/1.1`,
            `Host: ${own.host}`,
            `Cookie: ${cookie}`,
            `Origin: ${own.origin}`,
            'Connection: Upgrade',
            `Upgrade: ${protocol}`,
            'Sec-WebSocket-Version: 13',
            'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          ]);
          expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
          expect(answer).toContain('Connection: close');
        }
      }
    }
  });
});

describe('what Node makes no request of', () => {
  let served: ServeShop;
  beforeAll(async () => {
    served = await serveShop();
  });
  afterAll(() => served.end());

  it.each([
    ['no HTTP', ['nonsense'], 400],
    ['a header that is no header', ['GET / HTTP/1.1', 'Host: x', 'bad header'], 400],
    ['two lengths', ['POST /login HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2'], 400],
    ['a header of 40 kB', ['GET / HTTP/1.1', 'Host: x', `X: ${'y'.repeat(40_000)}`], 431],
    ['no host', ['GET / HTTP/1.1'], 400],
    ['an expectation', ['GET / HTTP/1.1', 'Host: x', 'Expect: 200-maybe', 'Connection: close'], 417],
    ['an upgrade', ['GET / HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'], 403],
  ])('%s is answered with the headers of every other answer', async (_, lines, status) => {
    const answer = await rawRequest(served.host, lines);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const [name, value] of Object.entries(securityHeaders))
      expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
  });
});
