import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idleTimeout, maxAge } from './sessions.ts';
import { cookieOf, password, type ServeShop, serveShop } from './testing/serve-shop.ts';

let served: ServeShop;
beforeEach(async () => {
  served = await serveShop();
});
afterEach(() => served.end());

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
    expect(served.messages).toEqual(['127.0.0.1 signed in.']);
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
    served.clock.now += idleTimeout - 1;
    expect(await ask(idle)).toBe(200);
    served.clock.now += idleTimeout;
    expect(await ask(idle)).toBe(401);
    const busy = cookieOf((await served.signIn()).headers);
    const end = served.clock.now + maxAge;
    while (served.clock.now + idleTimeout / 2 < end) {
      served.clock.now += idleTimeout / 2;
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
    expect({ status: got.status, text: got.text }).toEqual({ status: 200, text: 'The server is running.\n' });
    expect((await served.ask({ method: 'POST', path: '/health' })).status).toBe(405);
  });
});
