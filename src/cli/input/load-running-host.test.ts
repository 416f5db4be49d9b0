import { describe, expect, it } from 'vitest';
import { recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { parseEngine } from '../../core/reach/engine-kinds.ts';
import { analyzeHost } from '../../core/rules/all-rules.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { fakeIo } from '../testing/fake-io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { loadHost } from './load-host.ts';

const proxyFile = `services:
  traefik:
    image: probe:1
    ports: ["80:80", "127.0.0.1:8081:81/tcp", "9000/udp", "127.0.0.1::82"]
    networks: [proxy]
networks:
  proxy: { name: proxy }
`;

const options: HostCommandOptions = {
  docker: true,
  stackFile: [],
  profile: [],
  envFile: [],
  engine: parseEngine('29') ?? expect.fail('no Engine'),
  userlandProxy: true,
};

async function load(files: Readonly<Record<string, string>>, folders: readonly string[] = [], more = {}) {
  const io = fakeIo({ files: { '/srv/x': '', ...files }, cwd: '/srv' });
  const { docker } = recordedDocker(recordedInspection);
  const loaded = await loadHost(io, folders, { ...options, ...more }, { docker, program: null });
  const differences = loaded.host.stacks.map(
    ({ id, differences: all }) => [id, all?.map(({ fact }) => fact)] as const,
  );
  return {
    ...loaded,
    analysis: analyzeHost(loaded.host, loaded.question),
    origins: loaded.host.stacks.map(({ id, from, dir }) => `${id} ${from} ${dir}`),
    differences: Object.fromEntries(differences),
    err: io.written.err,
  };
}

describe('a host that runs', () => {
  it('is known without a file, and says what is no part of it', async () => {
    const { origins, differences, err, question, failed } = await load({});
    expect(origins).toEqual([
      'blog running null',
      'proxy running null',
      'scaled running null',
      '(no project) running null',
    ]);
    expect(differences).toEqual({
      blog: [],
      proxy: [],
      scaled: [],
      '(no project)': ['done containers'],
    });
    expect(err).toContain('blog, proxy, scaled: started from files that are not here; shown as they run.\n');
    expect(err).toMatch(/scaled: scaled-n-run-\w+ left out, created by docker compose run\.\n/);
    expect(err).toContain('  done containers: drawn as 1 running, runs 1 exited (0)\n');
    expect(question).toMatchObject({ live: true, options: { engine: { text: '26.1.5' } } });
    expect(failed).toBe(false);
  });

  it('has facts across stacks and of networks that were made by hand', async () => {
    const { analysis } = await load({});
    const { reach, joined } = analysis;
    expect(joined.networks.get('handmade')).toMatchObject({ madeBy: null, internal: true });
    expect(reach.facts.get('(no project)/hand')?.egress).toBe(false);
    expect(reach.direct('proxy/traefik', 'blog/ghost')).toBe(true);
    expect(reach.facts.get('blog/side')?.owner).toBe('blog/ghost');
    expect(analysis.needs.has('blog/ghost', 'blog/db')).toBe(true);
  });

  it('knows docker0 beside a network that was connected by hand', async () => {
    const { reach, names } = (await load({})).analysis;
    expect(reach.facts.get('(no project)/plain')).toMatchObject({
      egress: true,
      networks: ['bridge', 'handmade'],
    });
    expect(reach.direct('(no project)/plain', '(no project)/done')).toBe(true);
    expect(names.answers('(no project)/plain', 'done')).toEqual([]);
    expect(names.answers('(no project)/plain', 'h2')).toEqual(['(no project)/hand']);
  });

  it('says of docker0 beside others what the Engine does, not what Compose would', async () => {
    const { findings } = (await load({})).analysis;
    const open = findings.filter(({ rule }) => rule === 'CN303');
    expect(open.map(({ suppressed }) => suppressed?.reason)).toEqual([
      'connected by hand, which the Engine allows',
    ]);
  });

  it('is shown by its files where they are here, with what runs otherwise', async () => {
    const files = {
      '/srv/proxy/compose.yaml': proxyFile.replace('"80:80"', '"88:80"'),
      '/srv/scaled/compose.yaml': 'services: [',
    };
    const { origins, host, err, failed } = await load(files);
    expect(origins.slice(0, 3)).toEqual(['blog running null', 'proxy both proxy', 'scaled running null']);
    expect(host.stacks[1]?.differences).toEqual([
      {
        fact: 'traefik ports',
        files: '127.0.0.1:8081:81/tcp, 127.0.0.1:any:82/tcp, 88:80/tcp, any:9000/udp',
        running: '127.0.0.1:8081:81/tcp, 127.0.0.1:any:82/tcp, 80:80/tcp, any:9000/udp',
        at: ['services', 'traefik', 'ports'],
      },
    ]);
    expect(err).toContain('proxy: 1 fact differs from what runs.\n  traefik ports: files ');
    expect(err).toContain('scaled/compose.yaml:1:');
    expect(err).toContain('scaled: shown as it runs, since its files give no model.\n');
    expect(failed).toBe(true);
    expect(err).toContain(
      'blog: started from /srv/blog/compose.yaml, which is not here; shown as it runs.\n',
    );
  });

  it('puts stacks of folders beside it, each project once', async () => {
    const files = {
      '/srv/stacks/proxy/compose.yaml': proxyFile,
      '/srv/stacks/new/compose.yaml':
        'services: { a: { image: p, networks: [proxy] } }\nnetworks: { proxy: { external: true } }\n',
    };
    const { origins, err, analysis } = await load(files, ['stacks']);
    expect(origins).toEqual([
      'new files new',
      'proxy both proxy',
      'blog running null',
      'scaled running null',
      '(no project) running null',
    ]);
    expect(err).toContain('proxy: runs from /srv/proxy/compose.yaml, and not from proxy.\n');
    expect(analysis.reach.direct('new/a', 'blog/ghost')).toBe(true);
  });

  it('shows a stack of a folder once where it runs under another name', async () => {
    const files = { '/srv/proxy/compose.yaml': `name: edge\n${proxyFile}` };
    const { origins, err } = await load(files, ['proxy']);
    expect(origins).toEqual([
      'blog running null',
      'proxy both proxy',
      'scaled running null',
      '(no project) running null',
    ]);
    expect(err).not.toContain('and not from');
  });

  it('knows by the Engine, and not by bulkhead.yaml, which networks exist', async () => {
    const files = {
      '/srv/stacks/new/compose.yaml':
        'services: { a: { image: p, networks: [gone] } }\nnetworks: { gone: { external: true } }\n',
      '/srv/stacks/bulkhead.yaml': 'version: 1\nnetworks: { gone: {} }\nintents:\n  - no-way-out: blog/db\n',
    };
    const { analysis } = await load(files, ['stacks']);
    expect(analysis.host.file?.intents.entries).toHaveLength(1);
    const missing = analysis.findings.filter((finding) => finding.rule === 'CN806');
    expect(missing.map(({ stack, severity, subjects }) => [stack, severity, subjects[0]])).toEqual([
      ['new', 'error', 'network:gone'],
    ]);
  });

  it('takes a profile for active under which something runs', async () => {
    const files = {
      '/srv/proxy/compose.yaml': proxyFile.replace('    image', '    profiles: [edge, other]\n    image'),
    };
    const { host, differences } = await load(files);
    expect(host.stacks[1]?.profiles).toEqual(['edge']);
    expect(differences.proxy).toEqual([]);
  });

  it('never holds values of environment but addresses', async () => {
    const { host } = await load({});
    const texts = host.stacks.flatMap(({ workspace }) => [...workspace.input.texts.values()]).join('\n');
    expect(texts).toContain('DATABASE_URL: tcp://db:3306\n');
    expect(texts).not.toMatch(/secret|SECRET: x/);
  });
});
