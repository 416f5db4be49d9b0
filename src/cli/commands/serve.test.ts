import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedInspection } from '../../core/host/running/testing/recorded.ts';
import type { Docker } from '../docker/ask-docker.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { readEngine } from '../input/project-options.ts';
import type { OpenTools } from '../open/open-tools.ts';
import { readPasswordLine } from '../serve/password-record.ts';
import type { ServeOptions } from '../serve/serve-settings.ts';
import { call } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { runServe } from './serve.ts';

let folder = '';
const text = 'services:\n  web: { image: nginx }\n';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-serve-command-'));
  for (const name of ['page', 'stacks', 'stacks/shop']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'page/index.html'), '<html><head></head></html>');
  writeFileSync(join(folder, 'stacks/shop/compose.yaml'), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const options: ServeOptions = {
  profile: [],
  envFile: [],
  stackFile: [],
  engine: readEngine('28'),
  userlandProxy: true,
  stacks: 'stacks',
  listen: '127.0.0.1:0',
  hostName: [],
  trustedProxy: [],
};

/** Runs the command until `visit` is done. */
async function run(
  visit: (address: string) => Promise<void>,
  more: Partial<ServeOptions> = {},
  docker?: Docker,
) {
  const io = fakeIo({ files: { [join(folder, 'stacks/shop/compose.yaml')]: text }, cwd: folder });
  const tools: OpenTools = {
    pageFolder: join(folder, 'page'),
    openBrowser: () => {
      throw new Error('no browser is opened');
    },
    ended: () => visit(/http:\S+/.exec(io.written.out)?.[0] ?? ''),
  };
  const code = await runServe(io, [], { ...options, ...more }, tools, docker);
  return { code, out: io.written.out, err: io.written.err };
}

describe('serve', () => {
  it('prints where it is, and shows the stacks read only until it ends', async () => {
    const { code, out, err } = await run(async (address) => {
      const entry = await fetch(address, { redirect: 'manual' });
      const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
      const base = new URL(entry.headers.get('location') ?? '', address);
      const told = await (await fetch(new URL('api/project', base), { headers: { cookie } })).json();
      expect(told).toMatchObject({
        server: { readOnly: true },
        files: [{ name: 'shop/compose.yaml', writable: false }],
      });
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^stacks, 1 stack: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n$/);
    expect(err).toBe('Read only; --allow-write lets the page save.\n');
  });

  it.each([true, false])(
    'with --docker shows what runs as text that nobody edits, and its networks (--allow-write: %s)',
    async (allowWrite) => {
      const { docker } = recordedDocker(recordedInspection);
      let told:
        | {
            files: { name: string; index: number; writable: boolean; text: string }[];
            host: {
              stacks: { dir: string; order: string[] }[];
              networks: { name: string; driverOpts: unknown[] }[];
            };
            engine: string;
          }
        | undefined;
      let status = 0;
      await run(
        async (address) => {
          const entry = await fetch(address, { redirect: 'manual' });
          const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
          const base = new URL(entry.headers.get('location') ?? '', address);
          told = await (await fetch(new URL('api/project', base), { headers: { cookie } })).json();
          const index = told?.files.findLast(({ name }) => name.startsWith('running/'))?.index;
          status = (await fetch(new URL(`api/files/${index}`, base), { headers: { cookie } })).status;
        },
        { docker: true, allowWrite },
        docker,
      );
      const running = told?.host.stacks.filter(({ dir }) => dir.startsWith('running/')) ?? [];
      expect(running.length).toBeGreaterThan(0);
      for (const { order } of running) {
        const [file] = told?.files.filter(({ name }) => name === order[0]) ?? [];
        expect(file).toMatchObject({ writable: false, text: expect.stringContaining('services:') });
      }
      expect(told?.files.find(({ name }) => name === 'shop/compose.yaml')).toMatchObject({
        writable: allowWrite,
        text,
      });
      expect(told?.host.networks.map(({ name }) => name)).toContain('bridge');
      expect(told?.engine).toBe('26.1.5');
      expect(status).toBe(410);
    },
  );

  it('says where something else listens', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(run(async () => {}, { listen: `127.0.0.1:${port}` })).rejects.toThrow(
      /something else listens there/,
    );
    other.close();
  });

  it('takes no files', async () => {
    const { code, err } = await call(['serve', 'compose.yaml', '--stacks', '.']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'compose.yaml: serve takes no files. Give the folder of the stacks with --stacks DIR.\n',
    });
  });
});

describe('serve --hash-password', () => {
  it('prints the line for the password file', async () => {
    const { code, out } = await call(['serve', '--hash-password'], {
      files: {},
      stdin: 'correct horse battery\n',
    });
    expect(code).toBe(0);
    expect(readPasswordLine(out.trim())?.cost).toBe(17);
  });

  it.each([
    ['short', 'hunter2', /less than 12 characters/],
    ['of several lines', 'correct horse\nbattery', /several lines/],
    ['endless', 'x'.repeat(2000), /more than 1024 bytes/],
  ])('refuses what is %s', async (_name, stdin, message) => {
    const { code, out, err } = await call(['serve', '--hash-password'], { files: {}, stdin });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
