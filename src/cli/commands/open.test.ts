import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEngine } from '../input/project-options.ts';
import type { OpenTools } from '../open/open-tools.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { type OpenOptions, runOpen } from './open.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-command-'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(
    join(folder, 'page/index.html'),
    '<html><head><link rel="manifest" href="./m"></head></html>',
  );
  writeFileSync(join(folder, 'page/sw.js'), 'worker');
  writeFileSync(join(folder, 'compose.yaml'), broken);
});
afterAll(() => rmSync(folder, { recursive: true }));

// Mending is what the page is for.
const broken = 'services:\n  web: [\n';

const options: OpenOptions = {
  profile: [],
  envFile: [],
  stackFile: [],
  engine: readEngine('28'),
  userlandProxy: true,
  port: '0',
  open: true,
};

/** Runs the command on the folder until `visit` is done. */
async function run(
  visit: (address: string) => Promise<void>,
  more: Partial<OpenOptions> = {},
  args: string[] = [],
) {
  const io = fakeIo({ files: { [join(folder, 'compose.yaml')]: broken }, cwd: folder });
  const opened: string[] = [];
  const tools: OpenTools = {
    pageFolder: join(folder, 'page'),
    openBrowser: (url) => opened.push(url),
    ended: () => visit(/http:\S+/.exec(io.written.out)?.[0] ?? ''),
  };
  const code = await runOpen(io, args, { ...options, ...more }, tools);
  return { code, out: io.written.out, opened };
}

describe('open', () => {
  it('prints the address, opens the browser, serves the page until it ends', async () => {
    const { code, out, opened } = await run(async (address) => {
      const entry = await fetch(address, { redirect: 'manual' });
      const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
      const base = new URL(entry.headers.get('location') ?? '', address);
      const page = await fetch(base, { headers: { cookie } });
      expect(await page.text()).toBe('<html><head><meta name="bulkhead-open" content="1" /></head></html>');
      expect((await fetch(new URL('sw.js', base), { headers: { cookie } })).status).toBe(404);
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^compose\.yaml: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n$/);
    expect(opened).toEqual([/http:\S+/.exec(out)?.[0]]);
    await expect(fetch(opened[0] ?? '')).rejects.toThrow();
  });

  it('opens no browser where none is wanted', async () => {
    expect((await run(async () => {}, { open: false })).opened).toEqual([]);
  });

  it.each([
    [{ port: '99999' }, [], '--port 99999: no port'],
    [{ port: 'x' }, [], '--port x: no port'],
    [{}, ['-'], 'standard input cannot be saved back'],
    [{}, ['nothing.yaml'], 'there is no such file'],
  ])('%j %j cannot be served', async (more, args, message) => {
    await expect(run(async () => {}, more, args)).rejects.toThrow(message);
  });

  it('says what is wrong with a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    await expect(run(async () => {}, { port })).rejects.toThrow(
      `127.0.0.1:${port}: something else listens there`,
    );
    other.close();
  });
});
