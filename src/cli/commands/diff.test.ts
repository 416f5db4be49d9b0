import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeIo } from '../node-io.ts';
import { runCommandLine } from '../run-command-line.ts';
import { call, shop, withShop } from '../testing/call.ts';
import { git, initRepository } from '../testing/git.ts';

const joined = shop.replace('networks: [front]', 'networks: [front, back]');

describe('diff OLD NEW', () => {
  it('ends with 1 where the new file opens something, with 0 the other way round', async () => {
    const machine = withShop({ '/shop/new.yaml': joined });
    const forth = await call(['diff', 'compose.yaml', 'new.yaml'], machine);
    expect(forth.code).toBe(1);
    expect(forth.out).toContain('+ web reaches db\n');
    const back = await call(['diff', 'new.yaml', 'compose.yaml'], machine);
    expect(back.code).toBe(0);
    expect(back.out).toContain('- web reaches db\n');
  });

  it('takes folders and standard input, and says in JSON what both sides rest on', async () => {
    const files = {
      '/shop/compose.yaml': shop,
      '/old/compose.yaml': shop,
      '/old/compose.override.yaml': 'services: {}\n',
    };
    const { code, out } = await call(['diff', '/old', '-', '--format', 'json'], { files, stdin: joined });
    expect(code).toBe(1);
    const { assumed } = JSON.parse(out);
    expect(assumed.old.files).toEqual(['/old/compose.yaml', '/old/compose.override.yaml']);
    expect(assumed.new).toMatchObject({ files: ['-'], project: { name: null, from: 'unknown' } });
  });

  it('compares versions of one project: the folder of a copy does not change the order of networks', async () => {
    const named = `${shop.replace('networks: [front]', 'networks: [front, out]')}  out: { name: n }\n`;
    const files = { '/a/compose.yaml': named, '/z/compose.yaml': named };
    expect((await call(['diff', '/a', '/z'], { files })).out).toBe('0 opened, 0 closed\n');
  });

  it.each([
    [['diff', 'compose.yaml'], 'diff needs two versions'],
    [['diff', '-', '-'], 'standard input holds one version'],
    [['diff', 'compose.yaml', 'gone.yaml'], 'gone.yaml:1:1: there is no such file'],
    [['diff', 'compose.yaml', 'compose.yaml', '--format', 'xml'], '--format xml: no such format'],
    [['diff', '--against', 'HEAD', '-'], 'standard input has no older version'],
  ])('%j is a wrong call: 2', async (words, message) => {
    const { code, out, err } = await call(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('diff --engine-to', () => {
  const apart = `services:
  web: { image: example/web:1, networks: [front], ports: ["127.0.0.1:8080:80"] }
  db: { image: postgres:16, networks: [back] }
  job: { image: example/job:1, network_mode: none }
networks: { front: {}, back: {} }
`;
  const machine = withShop({ '/shop/compose.yaml': apart });

  it('says what opens where the same files run on another Engine', async () => {
    const { code, out } = await call(['diff', '--engine-to', 'podman-compose'], machine);
    expect(code).toBe(1);
    expect(out).toContain('Engine 29 to Podman, with podman-compose\n');
    expect(out).toContain('  + db reaches web\n');
    expect(out).toContain('CN220 engine-keeps-nothing-apart');
  });

  it('SW12, SW15: a swarm opens what was on loopback, and what had no network', async () => {
    const { code, out } = await call(['diff', '--engine-to', 'swarm', '--format', 'json'], machine);
    expect(code).toBe(1);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ engine: 'swarm', engines: { old: '29', new: 'swarm' } });
    expect(found.waysIn.opened).toEqual([{ service: 'web', port: '0.0.0.0:8080/tcp' }]);
    expect(found.waysOut.opened).toEqual(['job']);
    expect(JSON.stringify(found.findings)).toContain('CN518');
  });

  it('takes switches for that side alone to which they mean something', async () => {
    const words = [
      'diff',
      '--no-userland-proxy',
      '--engine-to',
      'podman',
      '--rootless',
      '--format',
      'markdown',
    ];
    const { code, out } = await call(words, machine);
    expect(code).toBe(0);
    expect(out).toContain("Engine 29 to Podman, over Docker's API without root: ");
    expect(out).toContain('- closed: the host reaches `db`\n');
  });

  it('goes with two versions: the newer one runs on the other Engine', async () => {
    const files = withShop({ '/shop/compose.yaml': apart, '/shop/new.yaml': apart });
    const { out } = await call(['diff', 'compose.yaml', 'new.yaml', '--engine-to', 'podman'], files);
    expect(out).toContain("Engine 29 to Podman, over Docker's API\n");
  });

  it.each([
    [['diff', '--engine-to', 'kubernetes'], '--engine-to kubernetes: no such Engine. Give 25, '],
    [['diff', '--engine-to', 'swarm', '--rootless'], 'this works only with podman and podman-compose'],
    [['diff', '--host', '--engine-to', 'swarm'], 'it cannot be combined with --host'],
    [['reach', '--rootless'], 'Rootless Docker is not predicted'],
    [['reach', '--engine', 'podman', '--direct-routing'], "--direct-routing is a setting of Docker's daemon"],
  ])('%j is a wrong call: 2', async (words, message) => {
    const { code, out, err } = await call(words, machine);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('diff --against', () => {
  const real = createNodeIo();
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** Makes a repository with one commit of these files. */
  function repository(files: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-diff-'));
    folders.push(folder);
    const write = (name: string, text: string) => {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    for (const [name, text] of Object.entries(files)) write(name, text);
    symlinkSync('compose.yaml', join(folder, 'link.yaml'));
    initRepository(folder);
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'first');
    return { folder, write };
  }

  /** Runs the command in a folder and returns its output and exit code. */
  async function diffIn(folder: string, ...args: string[]) {
    const written = { out: '', err: '' };
    const path = (name: string) => join(name.startsWith('/') ? '' : folder, name);
    const print = async (chunks: Iterable<string>) => {
      for (const chunk of chunks) written.out += chunk;
    };
    const code = await runCommandLine(
      {
        ...real,
        cwd: folder,
        env: new Map(),
        color: false,
        print,
        printPainted: print,
        complain: (message) => {
          written.err += `${message}\n`;
        },
        readFile: (name) => real.readFile(path(name)),
        kindOf: (name) => real.kindOf(path(name)),
      },
      ['diff', ...args],
    );
    return { code, ...written };
  }

  it('compares a fleet with that of a commit: its file, its stacks, and what lies between machines', async () => {
    const fleet = `version: 1
machines:
  edge: { stacks: edge, addresses: { home: 192.168.1.11 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: 192.168.1.12 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 }, internet: { kind: internet } }
routers:
  gate:
    addresses: { home: 192.168.1.1, internet: 203.0.113.77 }
    forwards: ["8096/tcp -> nas:8096"]
`;
    const { folder, write } = repository({
      'bulkhead.fleet.yaml': fleet,
      'nas.json': '{ "version": 1, "engine": "26.1.5", "listeners": [] }',
      'edge/web/compose.yaml': 'services: { web: { image: "nginx:1" } }\n',
      'nas/media/compose.yaml': 'services: { films: { image: "jellyfin:10", ports: ["8096:8096"] } }\n',
    });
    expect(await diffIn(folder, '--fleet', folder, '--against', 'HEAD')).toMatchObject({ code: 0, err: '' });
    write(
      'nas/media/compose.yaml',
      'services: { films: { image: "jellyfin:10", ports: ["127.0.0.1:8096:8096"] } }\n',
    );
    const { code, out } = await diffIn(folder, '--fleet', folder, '--against', 'HEAD');
    expect(code).toBe(0);
    expect(out).toContain('- edge/web/web reaches nas/media/films at 192.168.1.12:8096');
    expect(out).toContain('+ warning CN842 forward-to-nobody: gate forwards 8096/tcp to nas at 8096');
    expect(out).toContain('/bulkhead.fleet.yaml:9:16)');
  });

  it('compares with the files of a commit', async () => {
    const { folder, write } = repository({ 'compose.yaml': shop });
    expect(await diffIn(folder, '--against', 'HEAD')).toMatchObject({ code: 0, out: '0 opened, 0 closed\n' });
    write('compose.yaml', joined);
    const { code, out } = await diffIn(folder, '--against', 'HEAD', 'compose.yaml');
    expect(code).toBe(1);
    expect(out).toContain('+ web reaches db\n');
  });

  it('reads overrides, included files and .env of then, from a folder below the top', async () => {
    const { folder, write } = repository({
      'app/compose.yaml': `include: [../shared/net.yaml]\n${shop.replace('127.0.0.1:', '${BIND}:')}`,
      'app/compose.override.yaml': 'services:\n  db:\n    networks: [front]\n',
      'app/.env': 'BIND=127.0.0.1\n',
      'shared/net.yaml': 'services:\n  log:\n    image: p\n',
    });
    const app = join(folder, 'app');
    expect((await diffIn(app, '--against', 'HEAD')).out).toBe('0 opened, 0 closed\n');
    write('app/.env', 'BIND=0.0.0.0\n');
    write('shared/net.yaml', 'services:\n  log:\n    image: p\n    network_mode: host\n');
    rmSync(join(app, 'compose.override.yaml'));
    const { out, err } = await diffIn(app, '--against', 'HEAD');
    expect(err).toBe('');
    expect(out).toContain('+ outside reaches web at 0.0.0.0:9586/tcp\n');
    expect(out).toContain('+ outside reaches log\n');
    expect(out).toContain('- web reaches db\n');
  });

  it('takes an environment file that git does not follow for both sides, and says so', async () => {
    const { folder, write } = repository({
      'compose.yaml': shop.replace('127.0.0.1:', '${BIND}:'),
      '.gitignore': '.env\n',
    });
    write('.env', 'BIND=127.0.0.1\n');
    const { code, out, err } = await diffIn(folder, '--against', 'HEAD');
    expect({ code, out }).toEqual({ code: 0, out: '0 opened, 0 closed\n' });
    expect(err).toBe('.env: not tracked by git; both sides use its current values.\n');
  });

  it('follows symbolic links as they were', async () => {
    const { folder, write } = repository({ 'compose.yaml': shop });
    write('compose.yaml', joined);
    const { code, out } = await diffIn(folder, '--against', 'HEAD', 'link.yaml');
    expect(code).toBe(1);
    expect(out).toContain('+ web reaches db\n');
  });

  it('counts all of a new file as opened, and says so', async () => {
    const { folder, write } = repository({ 'README.md': 'text\n' });
    write('compose.yaml', joined);
    const named = await diffIn(folder, '--against', 'HEAD', 'compose.yaml');
    expect(named.code).toBe(1);
    expect(named.err).toBe('compose.yaml: missing at HEAD; its content counts as new.\n');
    expect(named.out).toContain('Services\n  + db\n  + web\n');
    expect((await diffIn(folder, '--against', 'HEAD')).err).toBe(
      'there was no compose file at HEAD; everything counts as new.\n',
    );
  });

  it('refuses refs that are none, and folders without a repository', async () => {
    const { folder } = repository({ 'compose.yaml': shop });
    for (const ref of ['nowhere', 'HEAD~5', 'HEAD:compose.yaml']) {
      const { code, err } = await diffIn(folder, '--against', ref);
      expect(code).toBe(2);
      expect(err).toBe(
        `--against ${ref}: there is no such commit. Give a branch, a tag or a commit; a shallow clone may lack it.\n`,
      );
    }
    expect((await diffIn(folder, '--against=--output=x')).err).toContain("'--output=x': not a git ref");
    const bare = mkdtempSync(join(tmpdir(), 'bulkhead-diff-'));
    folders.push(bare);
    writeFileSync(join(bare, 'compose.yaml'), shop);
    const outside = await diffIn(bare, '--against', 'HEAD');
    expect(outside.code).toBe(2);
    expect(outside.err).toContain('is not in a readable git repository');
  });
});
