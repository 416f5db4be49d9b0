import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readServedRecord } from '../../core/host/served-record.ts';
import { openRoots } from '../confined/root-folders.ts';
import { servedIo } from '../confined/served-io.ts';
import { readEngine } from '../input/project-options.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { readHostState } from './host-state.ts';
import { answerProject, readProjectState } from './project-state.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const options = { profile: [], envFile: [], stackFile: [], engine: readEngine('28'), userlandProxy: true };
const base = 'services:\n  common: { image: nginx }\n';

/** Makes a folder with these files, on disk and for the command. */
function home(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-host-'));
  folders.push(folder);
  const known: Record<string, string> = {};
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    known[path] = text;
  }
  return fakeIo({ files: known, cwd: folder });
}

const read = (io: ReturnType<typeof home>) => readHostState(io, openRoots(io.cwd), '.', options);

const files = {
  'blog/compose.yaml': 'services:\n  web: { image: "ghost:${TAG}" }\n',
  'blog/.env': 'TAG=5\nSECRET=no\n',
  'wiki/compose.yaml': 'services:\n  web: { extends: { file: ../common.yaml, service: common } }\n',
  'notes/compose.yaml': 'services:\n  web: { extends: { file: ../common.yaml, service: common } }\n',
  'broken/compose.yaml': 'services:\n  web: [\n',
  'parts/compose.yaml': 'include: [inner/compose.yaml]\nservices: { x: { image: x } }\n',
  'parts/inner/compose.yaml': 'services:\n  y: { image: y }\n',
  'common.yaml': base,
  'bulkhead.yaml': 'version: 1\nnetworks:\n  lan: { internal: true }\n',
};

describe('the host that is served', () => {
  it('has every stack below the folder, each file once and by its path from there', async () => {
    const state = await read(home(files));
    expect(state.host?.stacks.map(({ dir }) => dir)).toEqual(['blog', 'broken', 'notes', 'parts', 'wiki']);
    const names = state.files.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('common.yaml');
    expect(names).not.toContain('parts/inner/compose.override.yaml');
    expect(state.host?.file).toBe(files['bulkhead.yaml']);
    const wiki = state.host?.stacks.find(({ dir }) => dir === 'wiki');
    expect(wiki?.files).toEqual(['wiki/compose.yaml', 'common.yaml']);
    expect(wiki?.order).toEqual(['wiki/compose.yaml']);
  });

  it('gives each stack the variables that its files name, and no others', async () => {
    const state = await read(home(files));
    const blog = state.host?.stacks.find(({ dir }) => dir === 'blog');
    expect(blog?.environment).toEqual([['TAG', '5']]);
    expect(state.files[blog?.variables ?? -1]?.name).toBe('blog/.env');
    expect(state.files[blog?.begins ?? -1]?.name).toBe('blog/compose.override.yaml');
  });

  it('is answered with what the files hold now, and with overrides that were made', async () => {
    const io = home(files);
    const state = await read(io);
    writeFileSync(join(io.cwd, 'blog/compose.yaml'), 'services: {}\n');
    writeFileSync(join(io.cwd, 'blog/compose.override.yaml'), 'services: {}\n');
    const blog = state.host?.stacks.find(({ dir }) => dir === 'blog');
    const { body } = answerProject(state, new Set([blog?.begins ?? -1]));
    const answer: unknown = JSON.parse(String(body));
    expect(readServedRecord(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      files: expect.arrayContaining([
        expect.objectContaining({ name: 'blog/compose.yaml', text: 'services: {}\n' }),
      ]),
      host: {
        stacks: expect.arrayContaining([
          expect.objectContaining({
            dir: 'blog',
            order: ['blog/compose.yaml', 'blog/compose.override.yaml'],
            begins: null,
          }),
        ]),
      },
    });
  });

  it('is a failure where nothing is below', async () => {
    await expect(read(home({ 'a/b.txt': '' }))).rejects.toThrow(/no compose file with a default name/);
  });
});

describe('the files that proxies mount', () => {
  const site = 'server { listen 80; server_name app.test; location / { proxy_pass http://app:8000; } }\n';
  const behind = (...mounts: readonly string[]) =>
    `services:
  proxy:
    image: nginx:1.27
    ports: ["80:80"]
    volumes: [${mounts.map((source, index) => `"${source}:/etc/nginx/conf.d/${index}.conf"`).join(', ')}]
  app: { image: example/app }
`;
  /** What the page reads of the answer, which is all of it. */
  const sent = (state: Awaited<ReturnType<typeof read>>) => {
    const answer: unknown = JSON.parse(String(answerProject(state, new Set()).body));
    const record = readServedRecord(answer);
    expect(record).toEqual(answer);
    return record?.mounted;
  };
  const project = (io: ReturnType<typeof home>, more = {}) =>
    readProjectState(
      servedIo(io, openRoots(io.cwd), () => {}),
      ['compose.yaml'],
      { ...options, ...more },
    );

  it('come with the project, and the page can neither name nor save them', async () => {
    const io = home({ 'compose.yaml': behind('./site.conf'), 'site.conf': site, 'notes.conf': 'no\n' });
    const state = await project(io);
    expect(sent(state)).toEqual([['site.conf', site]]);
    expect(state.files.map(({ name }) => name)).not.toContain('site.conf');
  });

  it('come with a project whose services leave by one, with its lists and the variables of a tunnel', async () => {
    const squid = 'http_port 3128\nacl names dstdomain "/etc/squid/names"\nhttp_access allow names\n';
    const io = home({
      'compose.yaml': `services:
  worker: { image: x, networks: [cell], environment: { HTTPS_PROXY: "http://proxy:3128" } }
  proxy:
    image: ubuntu/squid
    networks: [cell, out]
    volumes: ["./squid.conf:/etc/squid/squid.conf", "./names:/etc/squid/names"]
  vpn: { image: qmcgaw/gluetun, env_file: vpn.env }
networks: { cell: { internal: true }, out: {} }
`,
      'squid.conf': squid,
      names: '.example.org\n',
      'vpn.env': 'FIREWALL=off\n',
      'notes.conf': 'no\n',
    });
    expect(
      sent(await project(io))
        ?.map(([name]) => name)
        .sort(),
    ).toEqual(['names', 'squid.conf', 'vpn.env']);
  });

  it('come with a host by their path from its folder', async () => {
    const io = home({ 'edge/compose.yaml': behind('./site.conf'), 'edge/site.conf': site, ...files });
    expect(sent(await read(io))).toEqual([['edge/site.conf', site]]);
  });

  it('are not sent where values are hidden, or where no proxy asks for them', async () => {
    const io = home({ 'compose.yaml': behind('./site.conf'), 'site.conf': site });
    expect(sent(await project(io, { hideValues: true }))).toBeUndefined();
    const app = behind('./site.conf').replace('nginx:1.27', 'example/app');
    expect(sent(await project(home({ 'compose.yaml': app, 'site.conf': site })))).toBeUndefined();
  });

  it('are not read outside of the folder that is served, nor through a link that leads out', async () => {
    const other = home({ 'secret.conf': site }).cwd;
    const io = home({
      'compose.yaml': behind(`${other}/secret.conf`, './link.conf', './own.conf'),
      'own.conf': site,
    });
    symlinkSync(join(other, 'secret.conf'), join(io.cwd, 'link.conf'));
    expect(sent(await project(io))).toEqual([['own.conf', site]]);
  });
});
