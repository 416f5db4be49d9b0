import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordText } from '../../core/observed/record.ts';
import { recordOf } from '../../core/observed/testing/record-of.ts';
import { runCommandLine } from '../run-command-line.ts';
import { call, shop } from '../testing/call.ts';
import { type FakeMachine, fakeIo } from '../testing/fake-io.ts';

describe('reach', () => {
  const reach = async (words: readonly string[], machine?: FakeMachine) =>
    JSON.parse((await call(['reach', '--format', 'json', ...words], machine)).out);

  it('writes JSON with the engine as given and the assumptions', async () => {
    const { version, engine, assumed, services } = await reach(['--engine', '26']);
    expect({ version, engine, assumed }).toEqual({
      version: 1,
      engine: '26',
      assumed: {
        files: ['compose.yaml'],
        project: { name: 'shop', from: 'folder' },
        profiles: { active: [], known: [] },
        unsetVariables: [],
        outside: 'unknown',
        addressFamilies: ['ipv4'],
        advisories: [{ id: 'CVE-2025-54410', effect: expect.any(String), releases: null }],
        notModelled: [],
      },
    });
    expect(services.web.reaches.db).toEqual({
      direct: false,
      networks: [],
      resolves: false,
      viaHost: false,
      viaGateway: false,
    });
  });

  it('sets what was seen beside what is reachable', async () => {
    const record = recordText(recordOf('web -> db:5432 x3', 'internet -> web:80'));
    const machine = { files: { '/shop/compose.yaml': shop, '/shop/seen.json': record } };
    const { services } = await reach(['--sparse', '--observed', 'seen.json'], machine);
    expect(services.web.reaches.db.observed).toEqual([
      { port: 5432, protocol: 'tcp', looks: 3, first: expect.any(String), last: expect.any(String) },
    ]);
    expect(services.db.reaches).toEqual({});
    const { out } = await call(['reach', '--observed', 'seen.json'], machine);
    expect(out).toContain('open pairs 0: 0 used, 0 not seen in 24 hours (a look every 1.0 s)\n');
    expect(out).toContain('not predicted: web was seen to reach db at 5432/tcp');
    const onHost = await call(['check', '--host', '--observed', 'seen.json'], machine);
    expect([onHost.code, onHost.err]).toEqual([
      2,
      expect.stringContaining('this record is about one project'),
    ]);
  });

  it('takes the settings of the daemon from its file, and a switch before it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
    const file = join(folder, 'daemon.json');
    const text =
      'services:\n  a: { image: p, network_mode: bridge }\n  b: { image: p, network_mode: bridge }\n';
    const direct = async () =>
      (await reach(['--daemon', file, '-'], { stdin: text })).services.a.reaches.b.direct;
    try {
      writeFileSync(file, '{ "icc": false, "storage-driver": "overlay2" }');
      expect(await direct()).toBe(false);
      writeFileSync(file, '{ "icc": true }');
      expect(await direct()).toBe(true);
      for (const [written, message] of [
        ['{ "icc": 1 }', '"icc" must be true or false'],
        ['{', 'it is no JSON'],
        ['[]', 'this is not a map of settings'],
      ] as const) {
        writeFileSync(file, written);
        const { code, err } = await call(['reach', '--daemon', file]);
        expect([code, err]).toEqual([2, expect.stringContaining(`--daemon ${file}: ${message}`)]);
      }
      const { code, err } = await call(['reach', '--daemon', join(folder, 'none.json')]);
      expect([code, err]).toEqual([2, expect.stringContaining('it cannot be read')]);
      writeFileSync(file, '{}');
      const podman = await call(['reach', '--engine', 'podman', '--daemon', file]);
      expect([podman.code, podman.err]).toEqual([2, expect.stringContaining("setting of Docker's daemon")]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('predicts a swarm with nftables, too', async () => {
    const { engine } = await reach(['--engine', 'swarm', '--firewall-backend', 'nftables']);
    expect(engine).toBe('swarm');
  });

  it('names what it does not model', async () => {
    const text =
      'services:\n  web:\n    build: .\n    x-note: n\n    networks: [a]\nnetworks: {a: }\nsecrets: {}\n';
    expect((await reach(['-'], { stdin: text })).assumed.notModelled).toEqual(['build', 'secrets']);
  });

  it('leaves out empty pairs with --sparse', async () => {
    expect((await reach(['--sparse'])).services.web.reaches).toEqual({});
  });

  it('marks with --by what is known by documentation only', async () => {
    expect((await reach(['--engine', '27', '--by'])).services.web.by).toBe('documentation');
    expect((await reach(['--engine', '26', '--by'])).services.web).not.toHaveProperty('by');
    expect((await reach(['--engine', '27'])).services.web).not.toHaveProperty('by');
  });

  /**
   * Prints a generated project until its reader stops after `most` pieces, and returns the output. The project has `count` services and a
   * tenth as many networks.
   */
  async function printed(count: number, most: number) {
    const services = Array.from(
      { length: count },
      (_, i) => `  s${i}:\n    image: p\n    networks: [n${i % (count / 10)}]\n`,
    );
    const networks = Array.from({ length: count / 10 }, (_, i) => `  n${i}:\n`);
    const io = fakeIo({
      files: { '/shop/compose.yaml': `services:\n${services.join('')}networks:\n${networks.join('')}` },
    });
    const pieces: string[] = [];
    const reader = {
      ...io,
      async print(chunks: Iterable<string>) {
        for (const chunk of chunks) {
          pieces.push(chunk);
          if (pieces.length === most) return;
        }
      },
    };
    const code = await runCommandLine(reader, ['reach', '--format', 'json']);
    return { code, pieces };
  }

  it('comes in a piece for each service', async () => {
    const { code, pieces } = await printed(300, Number.POSITIVE_INFINITY);
    expect({ code, last: pieces.at(-1) }).toEqual({ code: 0, last: '}}\n' });
    // The head, the end, and as many for each service as for any other.
    expect((pieces.length - 2) % 300).toBe(0);
    expect(pieces.length).toBeGreaterThan(300);
    expect(Object.keys(JSON.parse(pieces.join('')).services)).toHaveLength(300);
  });

  it('streams what is more than one string may hold, and stops when its reader goes', async () => {
    const { code, pieces } = await printed(3000, 100);
    expect([code, pieces.length]).toEqual([0, 100]);
    const text = pieces.join('');
    const first = text.indexOf('"isolation"');
    const second = text.indexOf('"isolation"', first + 1);
    // One service is like the other here: 3,000 of them are above 512 MB, in pieces of less than a megabyte.
    expect(second - first).toBeGreaterThan(2 ** 29 / 3000);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2 ** 20);
  });

  it('says - for standard input, whose project is unknown', async () => {
    const { assumed } = await reach(['-'], { stdin: shop });
    expect(assumed.files).toEqual(['-']);
    expect(assumed.project).toEqual({ name: null, from: 'unknown' });
  });

  it('reads a folder as a project, several as several', async () => {
    const files = { '/shop/a/compose.yaml': shop, '/shop/b/docker-compose.yml': shop };
    const { version, projects } = await reach(['a', 'b'], { files });
    expect(version).toBe(1);
    expect(projects.map((project: { dir: string }) => project.dir)).toEqual(['a', 'b']);
    expect(projects[1].assumed.files).toEqual(['b/docker-compose.yml']);
    expect(Object.keys(projects[0].services)).toEqual(['web', 'db']);
    const empty = await call(['reach', 'a', 'c'], { files: { ...files, '/shop/c/note.txt': '' } });
    expect(empty.code).toBe(2);
    expect(empty.err).toContain('c: no compose file');
    expect((await call(['reach', 'a', 'a/compose.yaml'], { files })).err).toContain(
      'files and folders are mixed',
    );
  });

  it('interpolates from the process, then --env-file or .env', async () => {
    const text = 'services:\n  web:\n    image: x\n    ports: ["${PORT}:80"]\n';
    const files = {
      '/shop/compose.yaml': text,
      '/shop/.env': 'PORT=1001\n',
      '/shop/prod.env': 'PORT=1002\n',
    };
    const port = async (words: readonly string[], env = {}) =>
      (await reach(words, { files, env })).services.web.published[0].hostPort;
    expect(await port([])).toBe('1001');
    expect(await port(['--env-file', 'prod.env'])).toBe('1002');
    expect(await port(['--env-file', 'prod.env'], { PORT: '1003' })).toBe('1003');
  });

  it('lists variables without a value', async () => {
    const text = 'services:\n  web:\n    image: x:${TAG}\n';
    expect((await reach(['-'], { stdin: text })).assumed.unsetVariables).toEqual(['TAG']);
  });

  it('minds profiles, as option and as COMPOSE_PROFILES', async () => {
    const text = shop.replace('services:', 'services:\n  debug:\n    image: x\n    profiles: [dev]');
    const files = { '/shop/compose.yaml': text };
    const names = async (words: readonly string[], env = {}) =>
      Object.keys((await reach(words, { files, env })).services);
    expect(await names([])).toEqual(['web', 'db']);
    expect(await names(['--profile', 'dev'])).toEqual(['debug', 'web', 'db']);
    expect(await names(['--profile', '*'])).toEqual(['debug', 'web', 'db']);
    expect(await names([], { COMPOSE_PROFILES: 'x,dev' })).toEqual(['debug', 'web', 'db']);
  });

  it('prints a table and a flowchart for people', async () => {
    expect((await call(['reach'])).out).toContain('web');
    expect((await call(['reach', '--format', 'mermaid'])).out).toMatch(/^flowchart /);
  });
});

describe('reach --names', () => {
  const behind = `services:
  proxy:
    image: traefik:v3
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
  photos:
    image: example/photos
    ports: ["8081:2342"]
    labels:
      - traefik.enable=true
      - traefik.http.routers.photos.rule=Host(\`photos.example\`)
      - traefik.http.routers.photos.middlewares=login
      - traefik.http.middlewares.login.basicauth.users=u:hidden
`;
  const names = (words: readonly string[]) => call(['reach', '--names', ...words, '-'], { stdin: behind });

  it('is a table, comma-separated values, or a member of the JSON', async () => {
    expect(
      (await names([])).out,
    ).toBe(`name            service  port  guard                  bypasses                   from     entrance              line
photos.example  photos   2342  login by login@docker  port 8081 of this machine  outside  proxy web 0.0.0.0:80  -:11
`);
    const csv = await names(['--format', 'csv']);
    expect(csv.out.split('\r\n')[1]).toBe(
      // What begins like a formula is text to a spreadsheet.
      "photos.example,photos,2342,login by login@docker,port 8081 of this machine,outside,proxy web 0.0.0.0:80,'-:11",
    );
    const json = await names(['--format', 'json']);
    expect(JSON.parse(json.out).hostNames).toEqual([
      {
        host: 'photos.example',
        path: '/',
        zone: 'outside',
        service: 'photos',
        port: 2342,
        through: ['proxy'],
        entrances: ['web 0.0.0.0:80'],
        guard: 'login',
        guards: [{ kind: 'login', how: 'basic', by: 'login@docker' }],
        answer: 'guarded',
        bypasses: [{ of: 'login@docker', zone: 'outside', how: 'published', at: '0.0.0.0:8081' }],
        because: null,
        file: '-',
        line: 11,
      },
    ]);
    expect(json.out).not.toContain('hidden');
    const plain = await call(['reach', '--format', 'json', '-'], { stdin: behind });
    expect(JSON.parse(plain.out)).not.toHaveProperty('hostNames');
  });

  it('is what csv is for', async () => {
    const { code, err } = await call(['reach', '--format', 'csv', '-'], { stdin: behind });
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('--format csv is for --names. Add --names'),
    });
  });
});
