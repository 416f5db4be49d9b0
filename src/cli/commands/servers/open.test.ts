import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedInspection } from '../../../core/host/running/testing/recorded.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { recordedDocker } from '../../docker/testing/recorded-docker.ts';
import { readEngine } from '../../input/project-options.ts';
import type { DockerTools } from '../../open/live-state.ts';
import type { OpenTools } from '../../open/open-tools.ts';
import { fakeIo } from '../../testing/fake-io.ts';
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

const record = JSON.stringify({ version: 1, engine: '26.1.5', daemon: { 'userland-proxy': false } });

const options: OpenOptions = {
  profile: [],
  envFile: [],
  stackFile: [],
  engine: readEngine('28'),
  userlandProxy: true,
  port: '0',
  also: [],
  open: true,
};

/** Runs the command on the folder until `visit` is done. */
async function run(
  visit: (address: string, put: (file: string, text: string) => void) => Promise<void>,
  more: Partial<OpenOptions> = {},
  args: string[] = [],
  docker?: DockerTools,
) {
  const io = fakeIo({
    files: { [join(folder, 'compose.yaml')]: broken, [join(folder, 'machine.json')]: record },
    cwd: folder,
  });
  const opened: string[] = [];
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    io.files.set(join(folder, file), new TextEncoder().encode(text));
  };
  const tools: OpenTools = {
    pageFolder: join(folder, 'page'),
    openBrowser: (mint) => {
      opened.push(mint(() => opened.push('used')));
      return () => opened.push('forgotten');
    },
    ended: () => visit(/http:\S+/.exec(io.written.out)?.[0] ?? '', put),
  };
  const code = await runOpen(io, args, { ...options, ...more }, tools, docker);
  return { code, out: io.written.out, opened };
}

describe('open', () => {
  it('gives the page the record of --machine, with the Engine and the daemon that a call would take', async () => {
    let sent: unknown = null;
    const visit = async (address: string): Promise<void> => {
      const entry = await fetch(address, { redirect: 'manual' });
      const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
      const base = new URL(entry.headers.get('location') ?? '', address);
      sent = await (await fetch(new URL('api/project', base), { headers: { cookie } })).json();
    };
    const file = join(folder, 'machine.json');
    await run(visit, { open: false });
    expect(sent).toMatchObject({ engine: '28', userlandProxy: true });
    expect(sent).not.toHaveProperty('machine');
    await run(visit, { open: false, machine: file });
    // An Engine that is not the default one was given, and wins over the record.
    expect(sent).toMatchObject({ engine: '28', userlandProxy: false, machine: { file, text: record } });
  });

  it('gives the page the machine that bulkhead.yaml states, and with --docker the one that is read', async () => {
    const sent: Record<string, unknown>[] = [];
    const visit = async (address: string): Promise<void> => {
      const entry = await fetch(address, { redirect: 'manual' });
      const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
      const base = new URL(entry.headers.get('location') ?? '', address);
      const got = await fetch(new URL('api/project', base), { headers: { cookie } });
      sent.push(JSON.parse(await got.text()));
    };
    const stacks = join(folder, 'stacks');
    const files = {
      'bulkhead.yaml': 'version: 1\nmachine: { interface: eth7, sysctl: { net.ipv4.ip_forward: 1 } }\n',
      'blog/compose.yaml': 'services:\n  db: { image: probe:1 }\n',
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(stacks, file)), { recursive: true });
      writeFileSync(join(stacks, file), text);
    }
    const io = fakeIo({
      files: Object.fromEntries(Object.entries(files).map(([file, text]) => [join(stacks, file), text])),
      cwd: stacks,
    });
    const { docker: recorded } = recordedDocker(
      JSON.parse(JSON.stringify(recordedInspection).replaceAll('"/srv/', `"${stacks}/`)),
    );
    const context = { status: 0, stdout: 'unix:///var/run/docker.sock\n', stderr: '' };
    const saved = '*filter\n:FORWARD DROP [0:0]\nCOMMIT\n';
    const docker: DockerTools = {
      docker: (args) => (args[0] === 'context' ? Promise.resolve(context) : recorded(args)),
      stream: () => () => {},
      program: async (name) =>
        name === 'iptables-save'
          ? { status: 0, stdout: saved, stderr: '' }
          : { status: null, stdout: '', stderr: 'ENOENT' },
    };
    const tools: OpenTools = {
      pageFolder: join(folder, 'page'),
      openBrowser: () => () => {},
      ended: () => visit(/http:\S+/.exec(io.written.out.split('\n').at(-2) ?? '')?.[0] ?? ''),
    };
    const call = { ...options, engine: defaultReachOptions.engine, open: false };
    await runOpen(io, ['.'], { ...call, host: true }, tools, docker);
    await runOpen(io, ['.'], { ...call, docker: true }, tools, docker);
    await runOpen(io, ['.'], { ...call, docker: true }, tools, { ...docker, program: null });
    rmSync(stacks, { recursive: true });
    const [byFile, read, stated] = sent.map(({ engine, machine }) => {
      const { file, text } = machine as { file: string; text: string };
      return { engine, file, ...JSON.parse(text) };
    });
    expect(byFile).toMatchObject({ file: 'bulkhead.yaml', interface: 'eth7' });
    expect(byFile).not.toHaveProperty('iptables');
    expect(read).toMatchObject({
      engine: '26.1.5',
      file: 'bulkhead.yaml, this machine',
      interface: 'eth7',
      iptables: saved,
    });
    expect(stated).toMatchObject({ file: 'bulkhead.yaml', interface: 'eth7' });
    expect(stated).not.toHaveProperty('iptables');
  });

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
    // The browser has an address of its own, and nothing is left of it.
    expect(opened).toEqual([expect.stringMatching(/\/\?token=[\w-]{32}$/), 'forgotten']);
    expect(opened[0]).not.toBe(/http:\S+/.exec(out)?.[0]);
    await expect(fetch(opened[0] ?? '')).rejects.toThrow();
  });

  it('opens no browser where none is wanted', async () => {
    expect((await run(async () => {}, { open: false })).opened).toEqual([]);
  });

  it('with --docker has the files of a project that came later when the page is loaded again', async () => {
    const recorded = JSON.stringify(recordedInspection).replaceAll('"/srv/', `"${folder}/stacks/`);
    const docker = {
      docker: recordedDocker(JSON.parse(recorded)).docker,
      stream: () => () => {},
      program: null,
    };
    const visit = async (address: string, put: (file: string, text: string) => void) => {
      const entry = await fetch(address, { redirect: 'manual' });
      const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
      const base = new URL(entry.headers.get('location') ?? '', address);
      const blog = async () => {
        const got = await fetch(new URL('api/project', base), { headers: { cookie } });
        const { files, live } = JSON.parse(await got.text());
        const { from } = live.stacks.find(({ project }: { project: string }) => project === 'blog');
        return [from, files];
      };
      expect(await blog()).toEqual(['running', []]);
      put('stacks/blog/compose.yaml', 'services:\n  db: { image: probe:1 }\n');
      const file = expect.objectContaining({ name: 'stacks/blog/compose.yaml', writable: true });
      expect(await blog()).toEqual(['both', expect.arrayContaining([file])]);
    };
    await run(visit, { docker: true }, [], docker);
    rmSync(join(folder, 'stacks'), { recursive: true });
  });

  it.each([
    [{ port: '99999' }, [], '--port 99999: not a port'],
    [{ port: 'x' }, [], '--port x: not a port'],
    [{}, ['-'], 'standard input cannot be saved'],
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
      `127.0.0.1:${port}: another program listens there`,
    );
    other.close();
  });
});
