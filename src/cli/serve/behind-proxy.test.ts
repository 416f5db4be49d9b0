import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookieOf, rawRequest, type ServeShop, serveShop } from './testing/serve-shop.ts';
import { readTrustedProxies } from './trusted-proxies.ts';

let served: ServeShop;
beforeEach(async () => {
  served = await serveShop();
});
afterEach(() => served.end());

describe('behind a proxy', () => {
  const proxied = {
    proxies: readTrustedProxies(['127.0.0.1']),
    proxied: true,
    hostNames: ['bulkhead.example.org'],
  };
  const secure = {
    Host: 'bulkhead.example.org',
    'X-Forwarded-Proto': 'https',
    Origin: 'https://bulkhead.example.org',
  };

  it('with TLS the cookie is Secure, and no page without TLS can plant it', async () => {
    const own = await serveShop(proxied);
    const got = await own.signIn(secure);
    expect(got.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-bulkhead=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
    ]);
    const cookie = cookieOf(got.headers);
    const ask = (headers: Readonly<Record<string, string>>) => own.ask({ path: '/api/project', headers });
    expect((await ask({ ...secure, Cookie: cookie })).status).toBe(200);
    expect(
      (await ask({ ...secure, Cookie: cookie.replace('__Host-bulkhead', 'bulkhead-session') })).status,
    ).toBe(401);
    // The same origin without TLS is another.
    expect((await ask({ ...secure, Origin: 'http://bulkhead.example.org', Cookie: cookie })).status).toBe(
      403,
    );
    await own.end();
  });

  describe.each([
    ['that leaves the path as it is', '/bulkhead'],
    ['that takes it away', ''],
  ])('%s, below a path', (_, sent) => {
    const basePath = '/bulkhead';
    let own: ServeShop;
    beforeEach(async () => {
      own = await serveShop({ ...proxied, basePath });
    });
    afterEach(() => own.end());

    it('signs in, shows the page and its files, and signs out below it alone', async () => {
      const stranger = await own.ask({ path: `${sent}/`, headers: secure });
      expect([stranger.status, stranger.headers.location]).toEqual([303, '/bulkhead/login']);
      const form = await own.ask({ path: `${sent}/login`, headers: secure });
      expect(form.text).toContain('action="/bulkhead/login"');
      expect(form.text).toContain('href="/bulkhead/login.css"');
      expect((await own.ask({ path: `${sent}/login.css`, headers: secure })).status).toBe(200);
      const got = await own.signIn(secure, undefined, `${sent}/login`);
      expect([got.status, got.headers.location]).toEqual([303, '/bulkhead/']);
      expect(got.headers['set-cookie']).toEqual([
        expect.stringMatching(
          /^__Secure-bulkhead=[\w-]{43}; Path=\/bulkhead\/; HttpOnly; SameSite=Strict; Secure$/,
        ),
      ]);
      const headers = { ...secure, Cookie: cookieOf(got.headers) };
      for (const path of ['/', '/assets/index.js', '/api/project', '/api/files/0'])
        expect([path, (await own.ask({ path: `${sent}${path}`, headers })).status]).toEqual([path, 200]);
      const out = await own.ask({ method: 'POST', path: `${sent}/logout`, headers });
      expect([out.status, out.headers.location]).toEqual([303, '/bulkhead/login']);
      expect(out.headers['set-cookie']).toEqual([expect.stringContaining('; Path=/bulkhead/;')]);
    });

    it('leads who follows a link from elsewhere, or leaves the last slash out', async () => {
      const link = {
        ...secure,
        Origin: undefined,
        'Sec-Fetch-Site': 'cross-site',
        'Sec-Fetch-Mode': 'navigate',
        'Sec-Fetch-Dest': 'document',
      };
      const { Origin: _, ...headers } = link;
      const got = await own.ask({ path: `${sent}/`, headers });
      expect([got.status, got.headers.refresh]).toEqual([200, '0; url=/bulkhead/']);
      const bare = await own.ask({ path: '/bulkhead', headers: secure });
      expect([bare.status, bare.headers.location]).toEqual([308, '/bulkhead/']);
      expect((await own.ask({ path: '/bulkheads/', headers: secure })).status).toBe(401);
    });
  });

  it('the word of nobody else about TLS is taken', async () => {
    expect((await served.signIn({ 'X-Forwarded-Proto': 'https' })).headers['set-cookie']).toEqual([
      expect.not.stringContaining('Secure'),
    ]);
    expect(
      (await served.signIn({ 'X-Forwarded-Proto': 'https', Origin: served.origin.replace('http', 'https') }))
        .status,
    ).toBe(403);
  });

  it('nobody but the proxy is answered', async () => {
    const own = await serveShop({ ...proxied, proxies: readTrustedProxies(['127.0.0.2']) });
    for (const path of ['/', '/login', '/api/project', '/login.css'])
      expect((await own.ask({ path, headers: secure })).status).toBe(403);
    expect((await own.signIn(secure)).status).toBe(403);
    await own.end();
  });

  describe('that names the visitor', () => {
    const entry = { kind: 'header', name: 'remote-user' } as const;
    let own: ServeShop;
    beforeEach(async () => {
      own = await serveShop({ ...proxied, entry });
    });
    afterEach(() => own.end());

    it('its visitors come in without a password, with the header once and not empty', async () => {
      const ask = async (headers: Readonly<Record<string, string>>) =>
        (await own.ask({ path: '/api/project', headers: { ...secure, ...headers } })).status;
      expect(await ask({ 'Remote-User': 'anna' })).toBe(200);
      expect(await ask({})).toBe(401);
      expect(await ask({ 'Remote-User': ' ' })).toBe(401);
      expect(await ask({ 'X-Remote-User': 'anna' })).toBe(401);
      expect(await ask({ 'Remote-User': 'anna', Origin: 'https://evil.example' })).toBe(403);
      const twice = [
        'GET /api/project HTTP/1.1',
        'Host: bulkhead.example.org',
        'Remote-User: anna',
        'Remote-User: mallory',
      ];
      expect(await rawRequest(own.host, twice)).toMatch(/^HTTP\/1\.1 400 /);
    });

    it('no password is asked for, and none is taken', async () => {
      expect((await own.ask({ path: '/login', headers: secure })).status).toBe(401);
      expect((await own.signIn(secure)).status).toBe(401);
    });

    it('whoever is not that proxy does not come in with the header', async () => {
      const other = await serveShop({ ...proxied, proxies: readTrustedProxies(['10.0.0.0/8']), entry });
      const headers = { ...secure, 'Remote-User': 'anna' };
      expect((await other.ask({ path: '/api/project', headers })).status).toBe(403);
      await other.end();
    });
  });
});
