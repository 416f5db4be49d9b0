import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordedHost } from '../../core/host/running/testing/recorded.ts';
import { versionOf } from '../disk/save-file.ts';
import { contentPolicy, securityHeaders } from './http/page-server.ts';
import { hostileRequests, write } from './testing/hostile-requests.ts';
import { type OpenShop, openShop, shop } from './testing/open-shop.ts';

let open: OpenShop;

beforeAll(async () => {
  open = await openShop();
});
afterAll(() => open.end());
beforeEach(() => writeFileSync(open.path, shop));

describe('a hostile request', () => {
  it.each(hostileRequests)('%s: %i', async (_name, status, asked) => {
    const got = await open.ask(asked(open));
    expect(got.status).toBe(status);
    expect(got.headers['access-control-allow-origin']).toBeUndefined();
    expect(got.headers['set-cookie']).toBeUndefined();
    expect(got.text).not.toContain('not for anybody');
    expect(got.headers['content-security-policy']).toBe(securityHeaders['Content-Security-Policy']);
    expect(open.onDisk()).toBe(shop);
  });

  it.each(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS'])(
    '%s is refused on every route without the token, and with it from elsewhere',
    async (method) => {
      const { base } = open.site;
      const { token } = open;
      const routes = [
        '',
        'assets/index.js',
        'api/project',
        'api/changes',
        'api/files/0',
        'api/live',
        'api/recover/blog',
        '../compose.yaml',
      ];
      const strangers = [
        { Origin: open.site.origin },
        { ...open.writing, Origin: 'https://evil.example' },
        { ...open.writing, Host: 'evil.example' },
        { ...open.writing, 'Sec-Fetch-Site': 'cross-site' },
      ];
      for (const route of routes) {
        for (const headers of strangers) {
          const got = await open.ask({ method, path: `${base}${route}?token=${token}`, headers });
          expect([403, 421], `${method} ${route}`).toContain(got.status);
        }
      }
      expect(open.onDisk()).toBe(shop);
    },
  );

  it('with two hosts, or none, is refused', async () => {
    const { host, base } = open.site;
    const lines = [`GET ${base} HTTP/1.1`, `Cookie: ${open.cookie}`, 'Connection: close'];
    expect(await raw([...lines, `Host: ${host}`, 'Host: evil.example'])).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await raw(lines)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('with a body that does not come is ended, and writes nothing', async () => {
    const slow = await openShop(200);
    const head = Object.entries({ ...slow.writing, Host: slow.site.host, 'Content-Length': '1000' });
    const lines = [
      `PUT ${slow.site.base}api/files/0 HTTP/1.1`,
      ...head.map(([name, value]) => `${name}: ${value}`),
    ];
    expect(await raw(lines, slow.site.host, 'services:')).toMatch(/^HTTP\/1\.1 408 /);
    expect(slow.onDisk()).toBe(shop);
    await slow.end();
  });
});

/** Returns the answer to a hand-written request. */
function raw(lines: readonly string[], host = open.site.host, body = ''): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

describe('the page', () => {
  it('comes with the token, which becomes a cookie for that path alone', async () => {
    const entry = await open.ask({ path: open.address.slice(open.site.origin.length) });
    expect(entry.status).toBe(303);
    expect(entry.headers.location).toBe(open.site.base);
    expect(entry.headers['set-cookie']).toEqual([
      `bulkhead=${open.site.secret}; Path=${open.site.base}; HttpOnly; SameSite=Strict`,
    ]);
    const page = await open.ask({ path: open.site.base, headers: { Cookie: `a=b; ${open.cookie}` } });
    expect({ status: page.status, text: page.text }).toEqual({ status: 200, text: '<!doctype html>' });
    const script = await open.ask({
      path: `${open.site.base}assets/index.js?v=1`,
      headers: { Cookie: open.cookie },
    });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('has strict headers', async () => {
    const { headers } = await open.ask({ path: open.site.base, headers: { Cookie: open.cookie } });
    for (const [name, value] of Object.entries(securityHeaders))
      expect(headers[name.toLowerCase()]).toBe(value);
    expect(contentPolicy.join(' ')).not.toMatch(/unsafe|https?:|\*/);
  });

  it('is sent the project with its texts and versions', async () => {
    const got = await open.ask({ path: `${open.site.base}api/project`, headers: { Cookie: open.cookie } });
    expect(JSON.parse(got.text)).toMatchObject({
      version: 1,
      order: ['compose.yaml'],
      environment: [],
      profiles: [],
      engine: '28',
      files: [
        { name: 'compose.yaml', writable: true, text: shop, version: open.writing['If-Match'].slice(1, -1) },
      ],
    });
  });
});

describe('what runs', () => {
  const get = async (path: string) => {
    const got = await open.ask({ path: `${open.site.base}${path}`, headers: { Cookie: open.cookie } });
    return { status: got.status, json: JSON.parse(got.text) };
  };

  it('is sent to the page, and no value of environment with it', async () => {
    const { status, json } = await get('api/live');
    expect(status).toBe(200);
    expect(json.stacks.map(({ project }: { project: string }) => project)).toContain('(no project)');
    expect(json).toMatchObject({ engine: '26.1.5', silent: null });
    const blog = recordedHost.containers.find(({ name }) => name === 'blog-ghost-1');
    expect(blog?.json.Config.Env).toContain('DATABASE_URL=mysql://u:secret@db:3306/x');
    const { text } = (await get('api/recover/blog')).json;
    expect(text).toContain('DATABASE_URL');
    expect(JSON.stringify(json)).toContain('DATABASE_URL: tcp://db:3306');
    for (const answer of [text, JSON.stringify(json)]) expect(answer).not.toContain('secret');
  });

  it('is recovered by the name of any project, and of what has none', async () => {
    expect((await get('api/recover/scaled')).json.text).toContain('network_mode: host');
    expect((await get('api/recover/(no%20project)')).json.text).toContain('no Compose project owns');
  });
});

describe('a write', () => {
  it('replaces the file where it is the one that was read, and answers with its version', async () => {
    const text = `${shop}# more\r\n`;
    const got = await open.ask(write(open, {}, text));
    const version = versionOf(new TextEncoder().encode(text));
    expect({ status: got.status, body: JSON.parse(got.text) }).toEqual({ status: 200, body: { version } });
    expect(open.onDisk()).toBe(text);
    expect(open.messages.at(-1)).toMatch(
      /^compose\.yaml saved from the page: [0-9a-f]{12} -> [0-9a-f]{12}\.$/,
    );
  });

  it('is refused where the file changed meanwhile: both texts are intact, and the new one is reported', async () => {
    const theirs = shop.replace('nginx', 'caddy');
    writeFileSync(open.path, theirs);
    const got = await open.ask(write(open, {}, shop.replace('nginx', 'httpd')));
    expect(got.status).toBe(409);
    expect(JSON.parse(got.text)).toEqual({
      text: theirs,
      version: versionOf(new TextEncoder().encode(theirs)),
    });
    expect(open.onDisk()).toBe(theirs);
  });

  it('of two pages at once: one is saved, the other is refused', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `${shop}# page ${index}\n`);
    const got = await Promise.all(texts.map((text) => open.ask(write(open, {}, text))));
    const statuses = got.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect(open.onDisk()).toBe(texts[statuses.indexOf(200)]);
  });
});

describe('the override that is not there yet', () => {
  let own: OpenShop;
  beforeEach(async () => {
    own = await openShop();
  });
  afterEach(() => own.end());

  const text = 'services:\n  web:\n    networks: !override [back]\n';
  const project = async () => {
    const headers = { Cookie: own.cookie };
    return JSON.parse((await own.ask({ path: `${own.site.base}api/project`, headers })).text);
  };
  async function make(more: Readonly<Record<string, string | undefined>> = {}) {
    const { index } = (await project()).begins ?? { index: 1 };
    const asked = write(own, { 'If-Match': undefined, 'If-None-Match': '*', ...more }, text);
    return own.ask({ ...asked, path: `${own.site.base}api/files/${index}` });
  }

  it('is named to the page with its number, and is no file of the project', async () => {
    const answer = await project();
    expect(answer.begins).toEqual({ name: 'compose.override.yaml', index: answer.files.length });
    expect(answer.order).toEqual(['compose.yaml']);
    expect(existsSync(own.override)).toBe(false);
  });

  it('is made beside the main file, and belongs to the project from then on', async () => {
    const got = await make();
    const version = versionOf(new TextEncoder().encode(text));
    expect({ status: got.status, body: JSON.parse(got.text) }).toEqual({ status: 201, body: { version } });
    expect(readFileSync(own.override, 'utf8')).toBe(text);
    expect(own.messages).toEqual([
      expect.stringMatching(/^compose\.override\.yaml saved from the page: new -> [0-9a-f]{12}\.$/),
    ]);
    const answer = await project();
    expect(answer.order).toEqual(['compose.yaml', 'compose.override.yaml']);
    expect(answer.files.at(-1)).toEqual({
      name: 'compose.override.yaml',
      index: 1,
      writable: true,
      text,
      version,
    });
    expect(answer.begins).toBeNull();
  });

  it('never takes the place of one that appeared: the page is sent what is there', async () => {
    const theirs = 'services: {}\n';
    writeFileSync(own.override, theirs);
    const got = await make();
    expect(got.status).toBe(409);
    expect(JSON.parse(got.text).text).toBe(theirs);
    expect(readFileSync(own.override, 'utf8')).toBe(theirs);
    expect((await project()).order).toEqual(['compose.yaml']);
  });

  it('is not written through a link that leads somewhere else', async () => {
    const elsewhere = `${own.override}.elsewhere`;
    symlinkSync(elsewhere, own.override);
    expect((await make()).status).toBe(403);
    expect(existsSync(elsewhere)).toBe(false);
  });

  it.each([
    ['without the token', 403, { Cookie: undefined }],
    ['from another origin', 403, { Origin: 'https://evil.example' }],
    ['from another site', 403, { 'Sec-Fetch-Site': 'cross-site' }],
    ['at another host name', 421, { Host: 'evil.example' }],
    ['without saying that nothing is there', 428, { 'If-None-Match': undefined }],
    ['unless something particular is there', 428, { 'If-None-Match': '"abc"' }],
    ['as plain text', 415, { 'Content-Type': 'text/plain' }],
  ])('is not made %s', async (_name, status, more) => {
    expect((await make(more)).status).toBe(status);
    expect(existsSync(own.override)).toBe(false);
  });
});

describe('the .env beside the file', () => {
  let own: OpenShop;
  beforeEach(async () => {
    own = await openShop();
  });
  afterEach(() => own.end());

  const path = () => own.path.replace('compose.yaml', '.env');
  const project = async () =>
    JSON.parse(
      (await own.ask({ path: `${own.site.base}api/project`, headers: { Cookie: own.cookie } })).text,
    );
  async function put(more: Readonly<Record<string, string | undefined>>, text: string) {
    const { index } = (await project()).variables;
    return own.ask({ ...write(own, more, text), path: `${own.site.base}api/files/${index}` });
  }

  it('is made where it is not there, and its text is sent on demand only', async () => {
    expect(await project()).toMatchObject({ variables: { name: '.env', present: false } });
    const got = await put({ 'If-Match': undefined, 'If-None-Match': '*' }, 'KEY=secret\n');
    expect(got.status).toBe(201);
    expect(readFileSync(path(), 'utf8')).toBe('KEY=secret\n');
    const answer = await project();
    expect(answer).toMatchObject({ variables: { name: '.env', present: true }, order: ['compose.yaml'] });
    expect(JSON.stringify(answer)).not.toContain('secret');
    const asked = {
      path: `${own.site.base}api/files/${answer.variables.index}`,
      headers: { Cookie: own.cookie },
    };
    expect(JSON.parse((await own.ask(asked)).text).text).toBe('KEY=secret\n');
  });

  it('is written only at the version that was read', async () => {
    await put({ 'If-Match': undefined, 'If-None-Match': '*' }, 'A=1\n');
    writeFileSync(path(), 'A=2\n');
    const stale = versionOf(new TextEncoder().encode('A=1\n'));
    expect((await put({ 'If-Match': `"${stale}"` }, 'A=3\n')).status).toBe(409);
    const now = versionOf(new TextEncoder().encode('A=2\n'));
    expect((await put({ 'If-Match': `"${now}"` }, 'A=3\n')).status).toBe(200);
    expect(readFileSync(path(), 'utf8')).toBe('A=3\n');
  });
});

describe('a change from outside', () => {
  it('is sent as an event: number, text and version', async () => {
    const headers = { Cookie: open.cookie, Connection: 'close' };
    const events = await fetch(`${open.site.origin}${open.site.base}api/changes`, { headers });
    expect(events.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const theirs = shop.replace('nginx', 'caddy');
    writeFileSync(open.path, theirs);
    let seen = '';
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    while (reader && !seen.includes('caddy')) seen += (await reader.read()).value ?? '';
    await reader?.cancel();
    const [, data = ''] = /^data: (.*)$/m.exec(seen) ?? [];
    const version = versionOf(new TextEncoder().encode(theirs));
    expect(JSON.parse(data)).toEqual({ index: 0, text: theirs, version });
    expect(open.messages.at(-1)).toBe('compose.yaml changed on disk; the page is notified.');
  });
});
