import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { versionOf } from '../disk/save-file.ts';
import { write } from '../open/testing/hostile-requests.ts';
import { shop } from '../open/testing/open-shop.ts';
import { asOpen, cookieOf, type ServeShop, serveShop } from './testing/serve-shop.ts';

let served: ServeShop;
beforeEach(async () => {
  served = await serveShop();
});
afterEach(() => served.end());

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
    const answer = await project(own, open.cookie);
    expect(answer.files).toEqual([expect.objectContaining({ name: 'shop/compose.yaml', writable: false })]);
    expect(answer.host.stacks).toEqual([expect.objectContaining({ begins: null, variables: null })]);
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

  it.each([
    [{ allowWrite: false }, true],
    [{ allowWrite: false, hideValues: false }, false],
    [{ allowWrite: true }, false],
    [{ allowWrite: true, hideValues: true }, true],
  ])('with %j are shown with values of variables hidden: %j', async (more, hidden) => {
    const own = await serveShop(more);
    own.put(
      'blog/compose.yaml',
      'include: [{ path: part.yaml, env_file: app.env }]\nservices:\n  blog:\n    image: ghost\n    ports: ["${PORT}:80"]\n    environment: ["KEY=${KEY}", "DB=${DB}"]\n  db: { image: postgres }\n',
    );
    own.put(
      'blog/part.yaml',
      'services:\n  mail: { image: m, environment: { P: "${SMTP_PASSWORD}" }, ports: ["${MODE}:25"] }\n',
    );
    own.put('blog/.env', 'PORT=8443\nKEY=hunter2\nDB=postgres://u:hunter2@db/x\n');
    const file = own.put('blog/app.env', 'SMTP_PASSWORD=hunter2\nMODE=2525\n');
    const cookie = cookieOf((await own.signIn()).headers);
    const ask = (path: string) => own.ask({ path, headers: { Cookie: cookie } });
    const answer = await project(own, cookie);
    const blog = answer.host.stacks.find(({ dir }: { dir: string }) => dir === 'blog');
    const variables = new Map(blog.environment);
    // What the picture needs is there in any case.
    expect(variables.get('PORT')).toBe('8443');
    expect(variables.get('KEY')).toBe(hidden ? 'hidden' : 'hunter2');
    expect(variables.get('DB')).toBe(hidden ? 'postgres://hidden@db/hidden' : 'postgres://u:hunter2@db/x');
    const { index, version } = answer.files.find(({ name }: { name: string }) => name === 'blog/app.env');
    expect(version).toBe(versionOf('SMTP_PASSWORD=hunter2\nMODE=2525\n'));
    const events = await fetch(`${own.origin}/api/changes`, { headers: { Cookie: cookie } });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    writeFileSync(file, 'SMTP_PASSWORD=hunter23\nMODE=2526\n');
    let told = '';
    while (!told.includes('"index"')) told += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(told).toContain('MODE=2526');
    const all = [JSON.stringify(answer), (await ask(`/api/files/${index}`)).text, told].join('\n');
    expect(all.includes('hunter2')).toBe(!hidden);
    for (let number = 0; number < 12; number++) {
      if (hidden) expect((await ask(`/api/files/${number}`)).text).not.toMatch(/hunter2|not for anybody/);
    }
    await own.end();
  });

  it('that come later are there with the next page, and numbers of files stay', async () => {
    const cookie = cookieOf((await served.signIn()).headers);
    const numbers = (answer: { files: { name: string; index: number }[] }) =>
      new Map(answer.files.map(({ name, index }) => [name, index]));
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
    expect(served.messages).toContainEqual(
      expect.stringMatching(
        /^blog\/compose\.yaml saved from the page by 127\.0\.0\.1: [0-9a-f]{12} -> [0-9a-f]{12}\.$/,
      ),
    );
  });

  it('of a session that is over are sent no more', async () => {
    const cookie = cookieOf((await served.signIn()).headers);
    const events = await fetch(`${served.origin}/api/changes`, {
      headers: { Cookie: cookie, Connection: 'close' },
    });
    await served.ask({ method: 'POST', path: '/logout', headers: { Cookie: cookie, Origin: served.origin } });
    writeFileSync(served.path, shop.replace('nginx', 'caddy'));
    // What runs may have been reported before the session ended.
    expect((await events.text()).replace(/event: live\ndata: .*\n\n/g, '')).toBe(': here\n\n');
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
