// The address that lets a browser in: once, whoever asks how.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from './testing/open-shop.ts';

let open: OpenShop;
beforeAll(async () => {
  open = await openShop();
});
afterAll(() => open.end());

describe('the address', () => {
  it('lets in once: the same address is refused afterwards, and the terminal gets the next', async () => {
    const own = await openShop();
    const path = (address: string) => address.slice(own.site.origin.length);
    expect((await own.ask({ path: path(own.address) })).status).toBe(303);
    const again = await own.ask({ path: path(own.address) });
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined]);
    expect(again.text).toContain('was already used');
    const [, next = ''] =
      /^The address was used\. For another browser: (\S+)$/.exec(own.messages[0] ?? '') ?? [];
    expect((await own.ask({ path: path(next) })).status).toBe(303);
    expect(own.messages).toHaveLength(2);
    // The cookie is not an address, and the address no cookie.
    expect((await own.ask({ path: `/?token=${own.site.secret}` })).status).toBe(403);
    const cookie = { Cookie: `${own.site.cookie}=${own.token}` };
    expect((await own.ask({ path: own.site.base, headers: cookie })).status).toBe(403);
    await own.end();
  });

  it('lets two who use one address at once in once', async () => {
    const path = open.mint(() => {}).slice(open.site.origin.length);
    const both = await Promise.all([open.ask({ path }), open.ask({ path })]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 403]);
  });

  it.each([
    ['HEAD', {}, 405],
    ['POST', { Origin: 'same' }, 405],
    ['GET', { 'Sec-Purpose': 'prefetch;prerender' }, 503],
    ['GET', { Purpose: 'prefetch' }, 503],
    ['GET', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }, 403],
  ])('is not used up by %s with %j', async (method, headers, status) => {
    let spent = false;
    const path = open
      .mint(() => {
        spent = true;
      })
      .slice(open.site.origin.length);
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'same' ? open.site.origin : value]),
    );
    const got = await open.ask({ method, path, headers: named });
    expect([got.status, got.headers['set-cookie'], spent]).toEqual([status, undefined, false]);
    expect((await open.ask({ path })).status).toBe(303);
  });

  it('lets in who comes from the file of the browser, by a page of its own, since the cookie is not sent from elsewhere', async () => {
    const path = open.mint(() => {}).slice(open.site.origin.length);
    const headers = {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    };
    const got = await open.ask({ path, headers });
    expect(got).toMatchObject({ status: 200, headers: { refresh: `0; url=${open.site.base}` } });
    expect(got.headers['set-cookie']?.[0]).toContain('HttpOnly; SameSite=Strict');
  });
});
