import { describe, expect, it } from 'vitest';
import { call } from '../../testing/call.ts';
import { appStack, hostFiles, proxyStack } from '../../testing/host-files.ts';

const onProxy = (name: string) =>
  appStack(name).replace('image: postgres:16', 'image: postgres:16\n    networks: [proxy]');
const twoDatabases = {
  ...hostFiles,
  '/srv/blog/compose.yaml': onProxy('ghost'),
  '/srv/wiki/compose.yaml': onProxy('wikijs'),
};

const explain = (words: readonly string[], files: Readonly<Record<string, string>> = hostFiles) =>
  call(['explain', '--host', ...words], { files, cwd: '/srv' });

describe('explain --host', () => {
  it('says why across stacks, with the lines of both', async () => {
    const { code, out } = await explain(['blog/ghost', 'wiki/wikijs']);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'blog/ghost reaches wiki/wikijs: blog/ghost and wiki/wikijs are both on proxy',
        'direct: yes',
        '  C2: blog/ghost and wiki/wikijs are both on proxy  blog/compose.yaml:4 wiki/compose.yaml:4',
        'through a published port: no',
        '  O13: wiki/wikijs publishes nothing  wiki/compose.yaml:2',
        'name: yes',
        '  D2: wikijs in blog/ghost resolves to wiki/wikijs (stack wiki) on proxy  wiki/compose.yaml:4',
        'more:',
        '  C2: docs/semantics.md#c2',
        '  O13: docs/semantics.md#o13',
        '  D2: docs/semantics.md#d2',
        '',
      ].join('\n'),
    );
  });

  it('takes a bare name that one stack has, and names the candidates of others', async () => {
    expect((await explain(['ghost', 'traefik'])).out).toContain('blog/ghost reaches traefik/traefik');
    const { code, out, err } = await explain(['ghost', 'db']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('db: 2 stacks have one. Give blog/db, wiki/db.\n');
  });

  it('says which stacks answer to a name', async () => {
    const both = await explain(['traefik', 'wiki/db'], twoDatabases);
    expect(both.out).toContain(
      'name: yes\n  D2: db in traefik/traefik resolves to either of blog/db, wiki/db (stacks blog and wiki) on proxy  blog/compose.yaml:8 wiki/compose.yaml:8\n',
    );
    const own = await explain(['blog/ghost', 'wiki/db']);
    expect(own.out).toContain(
      'name: no\n  D3: db in blog/ghost resolves to blog/db (stack blog) on blog_default, not wiki/db  blog/compose.yaml:6\n',
    );
    const none = await explain(['blog/db', 'wikijs']);
    expect(none.out).toContain('  D3: wikijs does not resolve in blog/db: blog/db is on blog_default');
  });

  it('asks about outside and the host, whatever services are called', async () => {
    const files = { ...hostFiles, '/srv/x/compose.yaml': 'services: { outside: { image: p } }\n' };
    expect((await explain(['outside', 'traefik'], files)).out).toContain(
      'the outside reaches traefik/traefik',
    );
    expect((await explain(['blog/db', 'host'], files)).code).toBe(0);
    expect((await explain(['x/outside', 'host'], files)).out).toContain('x/outside');
  });

  it('knows the way in through the proxy of another stack', async () => {
    const labels = '    labels: ["traefik.enable=true", "traefik.http.routers.g.rule=Host(`g.example`)"]\n';
    const files = {
      ...hostFiles,
      '/srv/traefik/compose.yaml': proxyStack.replace(
        '    networks',
        '    command: --providers.docker\n    networks',
      ),
      '/srv/blog/compose.yaml': appStack('ghost').replace('    environment', `${labels}    environment`),
    };
    const { out } = await explain(['outside', 'ghost'], files);
    expect(out).toContain('through a proxy: yes\n  T5: labels ask traefik/traefik to send');
    expect(out).toMatch(/T5: .* {2}blog\/compose\.yaml:5/);
  });

  it('keeps the volumes of stacks apart', async () => {
    const volume = (device: string) => `services:
  a: { image: p, network_mode: none, volumes: ["v:/run/x"] }
volumes: { v: { driver_opts: { type: none, o: bind, device: ${device} } } }
`;
    const files = { '/srv/s/compose.yaml': volume('/var/run'), '/srv/t/compose.yaml': volume('/data') };
    expect((await explain(['s/a', 'host'], files)).out).toContain('P2: s/a');
    expect((await explain(['t/a', 'host'], files)).out).not.toContain('P2');
  });

  it.each([
    [['blog/ghost'], 'explain needs two names'],
    [
      ['blog/gone', 'wikijs'],
      'blog/gone: no such service. There are blog/ghost, blog/db; also outside, lan, internet, host.',
    ],
    [['gone', 'wikijs'], 'gone: no such service. There are blog/ghost'],
    [['outside', 'host'], 'name two different sides'],
    [['ghost', 'blog/ghost'], 'name two different sides'],
  ])('%j is a wrong call: 2', async (words, message) => {
    const { code, out, err } = await explain(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
