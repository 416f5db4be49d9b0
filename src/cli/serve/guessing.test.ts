import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attemptLifetime, perAddress, together } from './login-limits.ts';
import { cookieOf, type ServeShop, serveShop } from './testing/serve-shop.ts';
import { readTrustedProxies } from './trusted-proxies.ts';

let served: ServeShop;
beforeEach(async () => {
  served = await serveShop();
});
afterEach(() => served.end());

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
    served.clock.now += attemptLifetime;
    expect((await served.signIn()).status).toBe(303);
  });

  it('is put into the log once, however often it goes on', async () => {
    for (let tried = 0; tried < perAddress; tried++) await guess(served);
    const before = served.messages.length;
    for (let tried = 0; tried < 20; tried++) expect((await guess(served)).status).toBe(429);
    expect(served.messages.slice(before)).toEqual([
      '127.0.0.1 may not sign in for 900 seconds: too many wrong passwords.',
    ]);
    // The next time is news again.
    served.clock.now += attemptLifetime;
    for (let tried = 0; tried < perAddress + 3; tried++) await guess(served);
    const kept = served.messages.filter((message) => message.includes('may not sign in'));
    expect(kept).toHaveLength(2);
  });

  it('from many addresses is put into the log once for all of them', async () => {
    const own = await serveShop({ proxies: readTrustedProxies(['127.0.0.1']), proxied: true });
    for (let tried = 0; tried < together + 20; tried++)
      await guess(own, { 'X-Forwarded-For': `192.0.2.${tried}` });
    expect(own.messages.filter((message) => message.includes('may not sign in'))).toHaveLength(1);
    await own.end();
  }, 60_000);

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
