import { describe, expect, it } from 'vitest';
import { leaveReport } from '../../core/contracts/leave.ts';
import { call } from '../testing/call.ts';

const compose = `services:
  worker:
    image: alpine:3
    networks: [cell]
    environment: { HTTPS_PROXY: "http://proxy:3128" }
  proxy:
    image: ubuntu/squid:6
    networks: [cell, out]
    volumes: ["./squid.conf:/etc/squid/squid.conf:ro"]
  stray: { image: "alpine:3", networks: [out] }
networks:
  cell: { internal: true }
  out: {}
`;
const squid = `http_port 3128
acl web port 80 443
acl names dstdomain .example.org "/etc/squid/more.txt"
http_access deny !web
http_access allow names
http_access deny all
`;
const world = JSON.stringify({
  names: {
    'api.example.org': ['198.51.100.10'],
    'db.example.org': ['192.168.1.9'],
    'other.example': ['198.51.100.20'],
  },
  listens: {
    '198.51.100.10': { plain: [80], tls: [443] },
    '198.51.100.20': { tls: [443] },
    '192.168.1.9': { tls: [443] },
  },
});
const files = {
  '/shop/compose.yaml': compose.replace(
    'squid.conf:ro"]',
    'squid.conf:ro", "./more.txt:/etc/squid/more.txt:ro"]',
  ),
  '/shop/squid.conf': squid,
  '/shop/more.txt': 'updates.example.net # and nothing else\n',
  '/shop/world.json': world,
};
const leave = (words: readonly string[], texts: Readonly<Record<string, string>> = files, stdin = '') =>
  call(['leave', ...words], { files: texts, stdin });

describe('leave', () => {
  it('says each way with its line', async () => {
    const { out, code } = await leave(['worker', 'https://api.example.org', '--world', 'world.json']);
    expect(out).toBe(`worker gets to https://api.example.org.
  no  directly: worker is on internal networks alone, for which Docker asks nobody outside (LV3)
  yes proxy, by CONNECT: squid lets CONNECT api.example.org:443 out  squid.conf:5
  no  by a question for the name: worker is on internal networks alone, for which Docker asks nobody outside (LV3)
`);
    expect(code).toBe(0);
  });

  it('says why a proxy refuses, and what lies behind a name that it lets out', async () => {
    const ways = async (target: string) => {
      const { out } = await leave(['worker', target, '--world', 'world.json', '--format', 'json']);
      return leaveReport.parse(JSON.parse(out)).ways.find(({ by }) => by === 'connect');
    };
    expect(await ways('https://other.example')).toMatchObject({
      answer: 'denied',
      because: 'squid denies CONNECT other.example:443: line 6 fits first',
      file: 'squid.conf',
      line: 6,
    });
    expect(await ways('https://db.example.org')).toMatchObject({ answer: 'reached', through: 'proxy' });
    expect(await ways('https://updates.example.net')).toMatchObject({ answer: 'none', line: 5 });
    expect(await ways('api.example.org:22')).toMatchObject({ answer: 'denied', line: 4 });
  });

  it('does not know what an absent list, an absent world or an unknown test decides', async () => {
    const { '/shop/more.txt': _, ...withoutList } = files;
    const { out } = await leave(['worker', 'https://api.example.org', '--format', 'json'], withoutList);
    expect(JSON.parse(out).ways[1]).toMatchObject({ by: 'proxy', through: 'proxy', answer: 'unknown' });
    const login = squid
      .replace('allow names', 'allow names users')
      .replace('http_access deny !web', 'acl users proxy_auth REQUIRED\nhttp_access deny !web');
    const { out: unsure } = await leave(['worker', 'https://api.example.org', '--format', 'json'], {
      ...files,
      '/shop/squid.conf': login,
    });
    expect(JSON.parse(unsure).ways[1]).toMatchObject({ by: 'connect', answer: 'unknown', line: 6 });
  });

  it('answers lines, and says which it cannot read', async () => {
    const lines = [
      { from: 'worker', way: 'direct', target: '198.51.100.10:443', tls: true },
      { from: 'stray', way: 'direct', target: '198.51.100.10:443', tls: true },
      { from: 'stray', way: 'direct', target: '198.51.100.10:22', kind: 'tcp' },
      { from: 'stray', way: 'name', target: 'other.example' },
      { from: 'worker', way: 'transparent', target: 'api.example.org', host: 'api.example.org' },
      { from: 'worker', way: 'by hand', target: 'api.example.org' },
      { from: 'nobody', way: 'direct', target: 'api.example.org:443' },
    ];
    const { out, code } = await leave(
      ['-', '--world', 'world.json'],
      files,
      lines.map((line) => JSON.stringify(line)).join('\n'),
    );
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ answer, error }) => answer ?? error)).toEqual([
      'none',
      'reached',
      'none',
      'reached',
      'denied',
      '"way" is by hand. Write one of direct, proxy, connect, transparent, name.',
      expect.stringContaining('nobody is no service'),
    ]);
    expect(code).toBe(2);
  });

  it('takes a list of 100,000 names, and names that mean something to JavaScript', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `host-${index}.example.net`).join('\n');
    const texts = {
      ...files,
      '/shop/more.txt': `${many}\n__proto__\n.constructor\n`,
      '/shop/world.json': JSON.stringify({
        names: { 'host-99999.example.net': ['198.51.100.10'] },
        listens: { '198.51.100.10': { tls: [443] } },
      }),
    };
    const stdin = ['host-99999.example.net', 'toString', '__proto__', 'a.constructor']
      .map((host) => JSON.stringify({ from: 'worker', way: 'connect', target: `${host}:443` }))
      .join('\n');
    const { out } = await leave(['-', '--world', 'world.json'], texts, stdin);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).answer),
    ).toEqual(['reached', 'denied', 'none', 'none']);
  });

  it('says what is wrong with a world', async () => {
    const { err, code } = await leave(['worker', 'name:x', '--world', 'world.json'], {
      ...files,
      '/shop/world.json': '{ "names": { "x": 1 } }',
    });
    expect(err).toContain('world.json: Its member names.x is not valid');
    expect(code).toBe(2);
  });
});
