import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { securityHeaders } from '../open/security-headers.ts';
import { hostileRequests, write } from '../open/testing/hostile-requests.ts';
import { type OpenShop, shop } from '../open/testing/open-shop.ts';
import { countsFor, perAddress, together } from './login-limits.ts';
import { idleTime, longestTime } from './sessions.ts';
import { cookieOf, password, type ServeShop, serveShop } from './testing/serve-shop.ts';
import { readTrustedProxies } from './trusted-proxies.ts';

/** The same shop as the strangers of `open` know it, signed in. */
async function asOpen(served: ServeShop): Promise<OpenShop> {
  const cookie = cookieOf((await served.signIn()).headers);
  const token = cookie.split('=')[1] ?? '';
  const writing = {
    Cookie: cookie,
    Origin: served.origin,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/yaml',
    'If-Match': `"${served.version}"`,
  };
  const { host, origin, path, told, address, onDisk, ask, end } = served;
  const site = { host, origin, base: '/', token, cookie: 'bulkhead-session' };
  return { site, cookie, writing, path, override: '', told, address, onDisk, ask, end };
}

let served: ServeShop;
beforeEach(async () => {
  served = await serveShop();
});
afterEach(() => served.end());

/** What differs from `open`, since the page is at `/` and strangers may see the form. */
const otherwise = new Map([
  ['no token', 303],
  ['no token, the bare address', 303],
  ['no token, an asset', 401],
  ['no token, the project', 401],
  ['no token, the changes', 401],
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
          const answer = await raw(own.host, [
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

/** The whole answer to a request written by hand. */
function raw(host: string, lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

describe('signing in', () => {
  it('shows a form without a script, whose policy lets it be sent here alone', async () => {
    const got = await served.ask({ path: '/login' });
    expect(got.status).toBe(200);
    expect(got.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(got.headers['referrer-policy']).toBe('same-origin');
    expect(got.text).not.toMatch(/<script|<style|style=|\son\w+=/);
    expect(got.text).toContain('action="/login"');
    expect((await served.ask({ path: '/login.css' })).headers['content-type']).toBe(
      'text/css; charset=utf-8',
    );
  });

  it('gives a cookie that scripts, other sites and other paths never see, and leads to the page', async () => {
    const got = await served.signIn();
    expect({ status: got.status, location: got.headers.location }).toEqual({ status: 303, location: '/' });
    expect(got.headers['set-cookie']).toEqual([
      expect.stringMatching(/^bulkhead-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const page = await served.ask({ path: '/', headers: { Cookie: cookieOf(got.headers) } });
    expect({ status: page.status, text: page.text }).toEqual({ status: 200, text: '<!doctype html>' });
    expect(served.told).toEqual(['127.0.0.1 signed in.']);
  });

  it.each([
    ['a wrong password', 403, {}, 'password=wrong'],
    ['no password', 403, {}, 'password='],
    ['two passwords', 400, {}, `password=x&password=${encodeURIComponent(password)}`],
    ['another field', 400, {}, `password=${encodeURIComponent(password)}&next=//evil.example`],
    ['JSON', 415, { 'Content-Type': 'application/json' }, JSON.stringify({ password })],
    [
      'a form of a page that is allowed plain text',
      415,
      { 'Content-Type': 'text/plain' },
      `password=${password}`,
    ],
    ['a long body', 413, {}, `password=${'x'.repeat(5000)}`],
    [
      'a form of another site',
      403,
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      undefined,
    ],
    [
      'a form of another port',
      403,
      { Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' },
      undefined,
    ],
    ['a form without an origin', 403, { Origin: 'null' }, undefined],
    ['a form of our origin by another site', 403, { 'Sec-Fetch-Site': 'cross-site' }, undefined],
    ['a form at another name', 421, { Host: 'evil.example' }, undefined],
  ])('%s: %i', async (_name, status, headers, body) => {
    const got = await served.signIn(headers, body);
    expect(got.status).toBe(status);
    expect(got.headers['set-cookie']).toBeUndefined();
    expect(got.text).not.toContain('evil');
  });

  it('takes no id that somebody planted: each is new, and the one before is over', async () => {
    const planted = `bulkhead-session=${'A'.repeat(43)}`;
    const first = cookieOf((await served.signIn({ Cookie: planted })).headers);
    expect(first).not.toBe(planted);
    expect((await served.ask({ path: '/api/project', headers: { Cookie: planted } })).status).toBe(401);
    const second = cookieOf((await served.signIn({ Cookie: first })).headers);
    expect(second).not.toBe(first);
    expect((await served.ask({ path: '/api/project', headers: { Cookie: first } })).status).toBe(401);
    expect((await served.ask({ path: '/api/project', headers: { Cookie: second } })).status).toBe(200);
    // A cookie of the same name beside it: one of the two is planted.
    const both = { Cookie: `${second}; ${planted}` };
    expect((await served.ask({ path: '/api/project', headers: both })).status).toBe(401);
  });

  it('ends by signing out, which another site cannot do', async () => {
    const cookie = cookieOf((await served.signIn()).headers);
    const out = (headers: Readonly<Record<string, string>>) =>
      served.ask({ method: 'POST', path: '/logout', headers: { Cookie: cookie, ...headers } });
    expect((await out({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await out({})).status).toBe(403);
    const asks = await served.ask({ path: '/logout', headers: { Cookie: cookie } });
    expect(asks.text).toContain('action="/logout"');
    expect((await served.ask({ path: '/', headers: { Cookie: cookie } })).status).toBe(200);
    const got = await out({ Origin: served.origin });
    expect({ status: got.status, location: got.headers.location }).toEqual({
      status: 303,
      location: '/login',
    });
    expect(got.headers['set-cookie']).toEqual([
      expect.stringContaining('bulkhead-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0'),
    ]);
    expect((await served.ask({ path: '/', headers: { Cookie: cookie } })).status).toBe(303);
  });

  it('expires without requests, and after a day in any case', async () => {
    const ask = async (cookie: string) =>
      (await served.ask({ path: '/api/project', headers: { Cookie: cookie } })).status;
    const idle = cookieOf((await served.signIn()).headers);
    served.clock.now += idleTime - 1;
    expect(await ask(idle)).toBe(200);
    served.clock.now += idleTime;
    expect(await ask(idle)).toBe(401);
    const busy = cookieOf((await served.signIn()).headers);
    const end = served.clock.now + longestTime;
    while (served.clock.now + idleTime / 2 < end) {
      served.clock.now += idleTime / 2;
      expect(await ask(busy)).toBe(200);
    }
    served.clock.now = end;
    expect(await ask(busy)).toBe(401);
  });

  it('follows a link of another page by asking again, so that the cookie comes along', async () => {
    const link = {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    };
    const got = await served.ask({ path: '/', headers: link });
    expect({ status: got.status, refresh: got.headers.refresh }).toEqual({
      status: 200,
      refresh: '0; url=/',
    });
    const frame = { ...link, 'Sec-Fetch-Dest': 'iframe' };
    expect((await served.ask({ path: '/', headers: frame })).status).toBe(403);
    expect((await served.ask({ path: '/logout', headers: link })).status).toBe(403);
  });

  it('answers a health check without a name, and tells it nothing', async () => {
    const got = await served.ask({ path: '/health', headers: { Host: 'localhost' } });
    expect({ status: got.status, text: got.text }).toEqual({ status: 200, text: 'This server is up.\n' });
    expect((await served.ask({ method: 'POST', path: '/health' })).status).toBe(405);
  });
});

describe('guessing', () => {
  const guess = (served: ServeShop, headers = {}) => served.signIn(headers, 'password=wrong');

  it(`is over for an address after ${perAddress} tries, the right password included, until they are old`, async () => {
    const before = cookieOf((await served.signIn()).headers);
    for (let tried = 0; tried < perAddress; tried++) expect((await guess(served)).status).toBe(403);
    const late = await served.signIn();
    expect({
      status: late.status,
      wait: late.headers['retry-after'],
      cookie: late.headers['set-cookie'],
    }).toEqual({
      status: 429,
      wait: '900',
      cookie: undefined,
    });
    // Who is signed in stays so.
    expect((await served.ask({ path: '/', headers: { Cookie: before } })).status).toBe(200);
    served.clock.now += countsFor;
    expect((await served.signIn()).status).toBe(303);
  });

  it('at once is no way around it', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => guess(served)));
    const statuses = all.map(({ status }) => status);
    expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(perAddress);
    expect(statuses.every((status) => [403, 429, 503].includes(status))).toBe(true);
  });

  it('with another X-Forwarded-For each time is no way around it where no proxy is trusted', async () => {
    for (let tried = 0; tried < perAddress; tried++)
      expect((await guess(served, { 'X-Forwarded-For': `198.51.100.${tried}` })).status).toBe(403);
    expect((await guess(served, { 'X-Forwarded-For': '198.51.100.77' })).status).toBe(429);
  });

  it('behind a trusted proxy is counted by what that proxy wrote, and by all addresses together', async () => {
    const own = await serveShop({ proxies: readTrustedProxies(['127.0.0.1']), proxied: true });
    const from = (address: string) => guess(own, { 'X-Forwarded-For': address });
    for (let tried = 0; tried < perAddress; tried++)
      expect((await from(`203.0.113.${tried}, 198.51.100.1`)).status).toBe(403);
    expect((await from('203.0.113.99, 198.51.100.1')).status).toBe(429);
    // All addresses of one IPv6 network are one.
    for (let tried = 0; tried < perAddress; tried++)
      expect((await from(`2001:db8::${tried}`)).status).toBe(403);
    expect((await from('2001:db8:0:0:1::1')).status).toBe(429);
    for (let tried = 2 * perAddress; tried < together; tried++)
      expect((await from(`192.0.2.${tried}`)).status).toBe(403);
    expect((await from('192.0.2.250')).status).toBe(429);
    await own.end();
  }, 60_000);
});

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

  describe('that says who was let in', () => {
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
      expect(await raw(own.host, twice)).toMatch(/^HTTP\/1\.1 400 /);
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

describe('the stacks', () => {
  const project = async (shop: ServeShop, cookie: string) =>
    JSON.parse((await shop.ask({ path: '/api/project', headers: { Cookie: cookie } })).text);

  it('are written where that is allowed, with the versions of open', async () => {
    const open = await asOpen(served);
    const { index } = (await project(served, open.cookie)).files[0];
    expect(index).toBe(0);
    expect((await served.ask(write(open, {}, 'services: {}\n'))).status).toBe(200);
    expect(served.onDisk()).toBe('services: {}\n');
    expect((await served.ask(write(open, {}, 'services: { a: { image: a } }\n'))).status).toBe(409);
    expect(served.onDisk()).toBe('services: {}\n');
  });

  it('are read only else: nothing is written or made, and .env is not to be had', async () => {
    const own = await serveShop({ allowWrite: false });
    const open = await asOpen(own);
    const told = await project(own, open.cookie);
    expect(told.files).toEqual([expect.objectContaining({ name: 'shop/compose.yaml', writable: false })]);
    expect(told.host.stacks).toEqual([expect.objectContaining({ begins: null, variables: null })]);
    expect((await own.ask(write(open, {}))).status).toBe(403);
    for (const index of [1, 2, 3]) {
      const path = `/api/files/${index}`;
      expect((await own.ask({ path, headers: { Cookie: open.cookie } })).status).toBe(404);
      const begins = { 'If-Match': undefined, 'If-None-Match': '*' };
      expect((await own.ask({ ...write(open, begins), path })).status).toBe(404);
    }
    expect(own.onDisk()).toBe(shop);
    await own.end();
  });

  it('that come later are there with the next page, and numbers of files stay', async () => {
    const cookie = cookieOf((await served.signIn()).headers);
    const numbers = (told: { files: { name: string; index: number }[] }) =>
      new Map(told.files.map(({ name, index }) => [name, index]));
    const before = await project(served, cookie);
    const blog = served.put('blog/compose.yaml', 'services:\n  blog: { image: ghost }\n');
    const after = await project(served, cookie);
    expect(after.host.stacks.map(({ dir }: { dir: string }) => dir)).toEqual(['blog', 'shop']);
    expect(numbers(after).get('shop/compose.yaml')).toBe(numbers(before).get('shop/compose.yaml'));
    expect(after.host.stacks[1].begins).toEqual(before.host.stacks[0].begins);
    const index = numbers(after).get('blog/compose.yaml');
    const asked = { path: `/api/files/${index}`, headers: { Cookie: cookie } };
    expect(JSON.parse((await served.ask(asked)).text).text).toContain('ghost');
    const open = await asOpen(served);
    writeFileSync(blog, shop);
    const saved = await served.ask({ ...write(open, {}, '# more\n'), path: `/api/files/${index}` });
    expect(saved.status).toBe(200);
    expect(served.told).toContain('blog/compose.yaml saved from the page.');
  });

  it('of a session that is over are told no more', async () => {
    const cookie = cookieOf((await served.signIn()).headers);
    const events = await fetch(`${served.origin}/api/changes`, {
      headers: { Cookie: cookie, Connection: 'close' },
    });
    await served.ask({ method: 'POST', path: '/logout', headers: { Cookie: cookie, Origin: served.origin } });
    writeFileSync(served.path, shop.replace('nginx', 'caddy'));
    expect(await events.text()).toBe(': here\n\n');
  });
});

describe('on loopback without a password', () => {
  it('whoever has the address with its token comes in, as with open', async () => {
    const own = await serveShop({ entry: { kind: 'token' } });
    expect(own.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
    expect((await own.ask({ path: '/' })).status).toBe(403);
    const got = await own.ask({ path: own.address.slice(own.origin.length) });
    expect(got.status).toBe(303);
    await own.end();
  });
});
