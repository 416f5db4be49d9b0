import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const compose = `# the agent
services:
  worker:
    image: example/agent   # ours
    environment:
      DB: postgres://db:5432/x
  db:
    image: postgres:16
`;
const before = { '/shop/compose.yaml': compose };

/** Runs edit; `saved` are the files that it changed or made. */
async function edit(words: readonly string[], files: Readonly<Record<string, string>> = before) {
  const { io, ...result } = await call(['edit', ...words], { files });
  const after = [...io.files.keys()].map((path) => [path, io.text(path)] as const);
  return { ...result, saved: Object.fromEntries(after.filter(([path, text]) => files[path] !== text)) };
}

describe('edit --only-names', () => {
  it('writes a proxy, its list, networks and variables, and keeps every other byte', async () => {
    const { code, out, err, saved } = await edit([
      '--only-names',
      'worker=api.github.com,*.example.org',
      '--write',
    ]);
    expect(code).toBe(0);
    expect(out).toBe('');
    const text = saved['/shop/compose.yaml'] ?? '';
    for (const line of compose.split('\n')) expect(text).toContain(line);
    expect(text).toContain('- only-names: "worker -> api.github.com, *.example.org"');
    expect(text).toContain('- ./worker-proxy.squid.conf:/etc/squid/squid.conf:ro');
    const list = saved['/shop/worker-proxy.squid.conf'] ?? '';
    expect(list).toContain('acl names dstdomain -n api.github.com .example.org\n');
    expect(list).toContain('http_access deny apart\n');
    expect(err).toContain('worker keeps db on worker-peers, which has no way out.');
  });

  it('holds afterwards: what is let out is what was asked for, and nothing else', async () => {
    const { saved } = await edit(['--only-names', 'worker=api.github.com,*.example.org', '--write']);
    const files = { '/shop/compose.yaml': compose, ...saved };
    const { out } = await call(['reach', '--out', '--format', 'json'], { files });
    const { worker } = JSON.parse(out).services;
    expect(worker.leaves).toEqual([
      { by: 'proxy', through: 'worker-proxy', names: ['api.github.com', '*.example.org'], ports: [80, 443] },
    ]);
    expect(worker.holes.map(({ id }: { id: string }) => id)).toEqual(['G8']);
    const { out: findings } = await call(['check', '--format', 'json'], { files });
    const rules = JSON.parse(findings).findings.map(({ rule }: { rule: string }) => rule);
    for (const rule of ['CN222', 'CN223', 'CN224', 'CN701', 'CN902']) expect(rules).not.toContain(rule);
    const wide = {
      ...files,
      '/shop/worker-proxy.squid.conf':
        'http_port 3128\nacl names dstdomain .example.net\nhttp_access allow names\nhttp_access deny all\n',
    };
    const { out: broken } = await call(['check', '--format', 'json'], { files: wide });
    const found = JSON.parse(broken).findings.find(({ rule }: { rule: string }) => rule === 'CN701');
    expect(found.message).toContain('worker-proxy lets out example.net');
  });

  it.each([
    [['--only-names', 'worker=foo'], 'foo is no name of the outside', 1],
    [['--only-names', 'worker=a b.example.org'], 'a b.example.org is no name of the outside', 1],
    [
      ['--only-names', 'worker=x.example.org', '--with', 'caddy'],
      'Caddy without further modules does not speak CONNECT',
      1,
    ],
    [['--only-names', 'worker=x.example.org', '--with', 'envoy'], '--with envoy: no such program', 2],
    [['--only-names', 'nobody=x.example.org'], 'there is no service nobody', 2],
    [['--only-names', 'worker'], 'write SERVICE=NAME,NAME', 2],
  ])('%s: %s', async (words, message, exit) => {
    const { code, err, saved } = await edit([...words, '--write']);
    expect(err).toContain(message);
    expect(code).toBe(exit);
    expect(saved).toEqual({});
  });

  it('writes over no file', async () => {
    const { code, err, saved } = await edit(['--only-names', 'worker=x.example.org', '--write'], {
      '/shop/compose.yaml': compose,
      '/shop/worker-proxy.squid.conf': 'mine',
    });
    expect(err).toContain('worker-proxy.squid.conf is there already, and is not written over');
    expect([code, saved]).toEqual([1, {}]);
  });
});
