import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordedInspection } from '../../../core/host/running/testing/recorded.ts';
import { recordedDocker } from '../../docker/testing/recorded-docker.ts';
import { readEngine } from '../../input/project-options.ts';
import type { DockerTools } from '../../open/live-state.ts';
import type { OpenTools } from '../../open/open-tools.ts';
import { readPasswordLine } from '../../serve/password-record.ts';
import type { ServeOptions } from '../../serve/serve-settings.ts';
import { call } from '../../testing/call.ts';
import { type FakeMachine, fakeIo } from '../../testing/fake-io.ts';
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
  also: [],
  trustedProxy: [],
};

/** Runs the command until `visit` is done. */
async function run(
  visit: (address: string, put: (name: string, text: string) => void) => Promise<void>,
  more: Partial<ServeOptions> = {},
  docker?: DockerTools,
  machine: FakeMachine = {},
) {
  const io = fakeIo({
    ...machine,
    files: { [join(folder, 'stacks/shop/compose.yaml')]: text, ...machine.files },
    cwd: folder,
  });
  const put = (name: string, content: string): void => {
    const path = join(folder, 'stacks', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    io.files.set(path, new TextEncoder().encode(content));
  };
  const tools: OpenTools = {
    pageFolder: join(folder, 'page'),
    openBrowser: () => {
      throw new Error('no browser is opened');
    },
    ended: () => visit(/http:\S+/.exec(io.written.out)?.[0] ?? '', put),
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
      const answer = await (await fetch(new URL('api/project', base), { headers: { cookie } })).json();
      expect(answer).toMatchObject({
        server: { readOnly: true },
        files: [{ name: 'shop/compose.yaml', writable: false }],
      });
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^stacks, 1 stack: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n$/);
    expect(err).toMatch(
      /^Read only; --allow-write lets the page save\.\nThe address was used\. For another browser: http:\S+\n$/,
    );
  });

  it.each([
    [undefined, '"TAG"', 'latest'],
    ['TOKEN', 'canary', '"TAG"'],
  ])(
    'shows visitors no variable of the process but by --environment (%s)',
    async (environment, shown, hidden) => {
      const asking = 'services:\n  web: { image: "nginx:${TAG}", ports: ["${TOKEN}:80"] }\n';
      const path = join(folder, 'stacks/shop/compose.yaml');
      writeFileSync(path, asking);
      const env = { TOKEN: 'canary', TAG: 'latest', COMPOSE_PROFILES: 'dev' };
      let sent = '';
      await run(
        async (address) => {
          const entry = await fetch(address, { redirect: 'manual' });
          const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
          const base = new URL(entry.headers.get('location') ?? '', address);
          sent = await (await fetch(new URL('api/project', base), { headers: { cookie } })).text();
        },
        { hideValues: false, ...(environment && { environment }) },
        undefined,
        { files: { [path]: asking }, env },
      );
      writeFileSync(path, text);
      expect(sent).toContain('${TAG}');
      if (environment === undefined) expect(sent).not.toContain('canary');
      else expect(sent).toContain(shown);
      expect(sent).not.toContain(hidden);
    },
  );

  it.each([true, false])(
    'with --docker follows what runs, of files those below the folder alone (--allow-write: %s)',
    async (allowWrite) => {
      const outside = join(folder, 'blog');
      mkdirSync(outside, { recursive: true });
      writeFileSync(join(outside, 'compose.yaml'), text);
      const recorded = JSON.stringify(recordedInspection).replaceAll('"/srv/', `"${folder}/`);
      const { docker, calls } = recordedDocker(JSON.parse(recorded));
      let followed = 0;
      const stream: DockerTools['stream'] = () => {
        followed += 1;
        return () => {
          followed -= 1;
        };
      };
      const asked: number[] = [];
      await run(
        async (address) => {
          const entry = await fetch(address, { redirect: 'manual' });
          const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
          const base = new URL(entry.headers.get('location') ?? '', address);
          const get = async (path: string) => {
            const got = await fetch(new URL(path, base), { headers: { cookie } });
            return { status: got.status, answer: JSON.parse(await got.text()) };
          };
          // Following begins with a reading of its own, the last call of which this is.
          const readings = () => calls.filter(([what, how]) => what === 'network' && how === 'inspect');
          await vi.waitFor(() => expect(readings()).toHaveLength(2), { timeout: 30_000 });
          asked.push(calls.length);
          const { answer } = await get('api/project');
          asked.push(calls.length);
          expect(answer.files).toEqual([
            expect.objectContaining({ name: 'shop/compose.yaml', writable: allowWrite, text }),
          ]);
          expect(answer).toMatchObject({ engine: '26.1.5', server: { readOnly: !allowWrite } });
          expect(answer.live.networks.map(({ name }: { name: string }) => name)).toContain('bridge');
          const live = (await get('api/live')).answer;
          const [shop, blog] = live.stacks;
          expect(shop).toMatchObject({ file: 'shop/compose.yaml', from: 'files', readOnly: null });
          expect(blog).toMatchObject({
            project: 'blog',
            from: 'running',
            text: expect.stringContaining('services:'),
            readOnly: `blog was started from ${outside}/compose.yaml, not here. Recover a compose file to have one`,
          });
          expect((await get('api/recover/blog')).answer.text).toContain('services:');
          expect(followed).toBe(1);
        },
        { docker: true, allowWrite },
        { docker, stream, program: null },
      );
      // A page that is opened asks files, and the Engine nothing.
      expect(asked[1]).toBe(asked[0]);
      expect(followed).toBe(0);
    },
  );

  it('with --docker shows the files of a project that came later with the next page', async () => {
    const recorded = JSON.stringify(recordedInspection).replaceAll('"/srv/', `"${folder}/stacks/`);
    const { docker } = recordedDocker(JSON.parse(recorded));
    await run(
      async (address, put) => {
        const entry = await fetch(address, { redirect: 'manual' });
        const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
        const base = new URL(entry.headers.get('location') ?? '', address);
        const blog = async () => {
          const got = await fetch(new URL('api/project', base), { headers: { cookie } });
          const { files, live } = JSON.parse(await got.text());
          const names = files.map(({ name }: { name: string }) => name);
          return [
            names.includes('blog/compose.yaml'),
            live.stacks.find(({ project }: { project: string }) => project === 'blog').from,
          ];
        };
        expect(await blog()).toEqual([false, 'running']);
        put('blog/compose.yaml', 'services:\n  db: { image: probe:1 }\n');
        expect(await blog()).toEqual([true, 'both']);
        rmSync(join(folder, 'stacks/blog'), { recursive: true });
      },
      { docker: true },
      { docker, stream: () => () => {}, program: null },
    );
  });

  it('says where something else listens', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(run(async () => {}, { listen: `127.0.0.1:${port}` })).rejects.toThrow(
      /another program listens there/,
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
    ['short', 'hunter2', /shorter than 12 characters/],
    ['of several lines', 'correct horse\nbattery', /several lines/],
    ['endless', 'x'.repeat(2000), /longer than 1024 bytes/],
  ])('refuses what is %s', async (_name, stdin, message) => {
    const { code, out, err } = await call(['serve', '--hash-password'], { files: {}, stdin });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
