import { describe, expect, it } from 'vitest';
import { call } from '../../testing/call.ts';
import { appStack, hostFiles } from '../../testing/host-files.ts';

const machine = { files: hostFiles, cwd: '/srv' };

async function reach(words: readonly string[], given = machine) {
  const { code, out, err } = await call(['reach', '--host', '--format', 'json', ...words], given);
  return { code, err, json: out === '' ? null : JSON.parse(out) };
}

describe('reach --host', () => {
  it('writes stacks, networks and services of all stacks, with what holds across them', async () => {
    const { code, err, json } = await reach([]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Object.keys(json)).toEqual(['version', 'host', 'engine', 'stacks', 'networks', 'services']);
    expect(json).toMatchObject({ version: 1, host: true, engine: '29' });
    expect(Object.keys(json.stacks)).toEqual(['blog', 'traefik', 'wiki']);
    expect(json.stacks.blog).toMatchObject({
      dir: 'blog',
      from: 'files',
      assumed: { files: ['blog/compose.yaml'], project: { name: 'blog', from: 'folder' } },
    });
    expect(json.networks).toEqual({
      proxy: { madeBy: 'traefik', stacks: ['blog', 'traefik', 'wiki'], internal: false, external: false },
      blog_default: { madeBy: 'blog', stacks: ['blog'], internal: false, external: false },
      wiki_default: { madeBy: 'wiki', stacks: ['wiki'], internal: false, external: false },
    });
    expect(json.services['blog/ghost']).toMatchObject({
      isolation: 'bridged',
      owner: 'blog/ghost',
      networks: ['blog_default', 'proxy'],
      egress: true,
      reaches: {
        'wiki/wikijs': {
          direct: true,
          networks: ['proxy'],
          resolves: true,
          viaHost: false,
          viaGateway: false,
        },
        'wiki/db': { direct: false, networks: [], resolves: false, viaHost: false, viaGateway: false },
        'traefik/traefik': {
          direct: true,
          networks: ['proxy'],
          resolves: true,
          viaHost: true,
          viaGateway: true,
        },
      },
    });
    expect(json.services['traefik/traefik'].published).toHaveLength(1);
  });

  it('names who answers across stacks, and with --names all names', async () => {
    const files = {
      ...hostFiles,
      '/srv/blog/compose.yaml': appStack('ghost').replace(
        'image: postgres:16',
        'image: postgres:16\n    networks: [proxy]',
      ),
      '/srv/wiki/compose.yaml': appStack('wikijs').replace(
        'image: postgres:16',
        'image: postgres:16\n    networks: [proxy]',
      ),
    };
    const { services } = (await reach([], { files, cwd: '/srv' })).json;
    expect(services['blog/ghost'].names).toMatchObject({
      db: ['blog/db', 'wiki/db'],
      wikijs: ['wiki/wikijs'],
      'wiki-wikijs-1': ['wiki/wikijs'],
    });
    expect(services['blog/ghost'].names).not.toHaveProperty('ghost');
    const all = (await reach(['--names'], { files, cwd: '/srv' })).json.services['blog/ghost'].names;
    expect(all).toMatchObject({
      ghost: ['blog/ghost'],
      'blog-db-1': ['blog/db'],
      db: ['blog/db', 'wiki/db'],
    });
  });

  it('lists no names for what asks no network, and those of the owner for what joins it', async () => {
    const more = `  open: { image: p, network_mode: host }
  shut: { image: p, network_mode: none }
  guest: { image: p, network_mode: "service:db" }
`;
    const files = { ...hostFiles, '/srv/blog/compose.yaml': appStack('ghost', more) };
    const { services } = (await reach(['--names'], { files, cwd: '/srv' })).json;
    expect([services['blog/open'].names, services['blog/shut'].names]).toEqual([{}, {}]);
    expect(services['blog/guest'].names).toEqual(services['blog/db'].names);
    expect(Object.values(services['blog/db'].names).flat()).not.toContain('blog/guest');
  });

  it('marks families, and leaves out empty pairs with --sparse', async () => {
    const { json } = await reach(['--families', '--sparse']);
    expect(json.stacks.blog.assumed.addressFamilies).toEqual(['ipv4', 'ipv6']);
    expect(json.services['blog/db']).toMatchObject({ ipv4: { egress: true } });
    expect(json.services['blog/ghost'].reaches).not.toHaveProperty('wiki/db');
  });

  it('gives the same form for one stack', async () => {
    const { json } = await reach(['blog']);
    expect(Object.keys(json.stacks)).toEqual(['blog']);
    expect(json.stacks.blog.dir).toBe('.');
    expect(json.networks.proxy).toEqual({
      madeBy: null,
      stacks: ['blog'],
      internal: 'unknown',
      external: true,
    });
  });

  it('says to people where stacks meet, and what each leaves unknown alone', async () => {
    const { code, out } = await call(['reach', '--host'], machine);
    expect(code).toBe(0);
    expect(out).toContain('stack    folder   services  name from\nblog     blog     2         folder\n');
    expect(out).toContain(
      'proxy           traefik  no        blog traefik wiki  blog/ghost traefik/traefik wiki/wikijs\n',
    );
    expect(out).toContain('no facts stay unknown in this set; wiki alone leaves 4 unknown\n');
  });

  it('draws a flowchart, a box for each stack', async () => {
    const { out } = await call(['reach', '--host', '--format', 'mermaid'], machine);
    expect(out).toContain('  n0{{"proxy"}}\n  subgraph t0["blog"]\n    subgraph n1["blog_default"]\n');
    expect(out).toContain('  outside -->|"80/tcp"| s2\n');
  });

  it.each([
    [['reach', '--host', '-p', 'x'], '-p does not work with --host'],
    [['reach', '--host', '--merge'], '--merge does not work with --host'],
    [['reach', '--host', 'blog/compose.yaml'], 'blog/compose.yaml: this is not a folder'],
    [['reach', '--host', 'gone'], 'gone: there is no such folder'],
    [['reach', '--host', '--stack-file', 'a/b.yml'], 'without folders'],
    [['reach', '--stack-file', 'b.yml', 'blog'], '--stack-file works only with --host'],
    [['reach', '--host', '--format', 'csv'], '--format csv is for --names'],
  ])('%j is a wrong call: 2', async (words, message) => {
    const { code, out, err } = await call(words, machine);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
