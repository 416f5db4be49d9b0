import { describe, expect, it } from 'vitest';
import { connectionsOf, type Look, listeningOf, type SeenNamespace } from './look.ts';
import type { End, Socket } from './sockets.ts';

const end = (text: string): End => {
  const cut = text.lastIndexOf(':');
  return { address: text.slice(0, cut), port: Number(text.slice(cut + 1)) };
};
const connected = (local: string, remote: string, inode = '0'): Socket => ({
  protocol: 'tcp',
  local: end(local),
  remote: end(remote),
  state: 'connected',
  inode,
});
const listens = (local: string, inode = '0'): Socket => ({
  protocol: 'tcp',
  local: end(local),
  remote: end('0.0.0.0:0'),
  state: 'listens',
  inode,
});
const namespace = (
  holders: readonly string[],
  address: string,
  sockets: readonly Socket[],
  holderOf: Readonly<Record<string, string>> = {},
): SeenNamespace => ({
  holders,
  addresses: new Set([address]),
  sockets,
  holderOf: new Map(Object.entries(holderOf)),
});

const look = (namespaces: readonly SeenNamespace[], more: Partial<Look> = {}): Look => ({
  namespaces,
  host: {
    holders: [],
    addresses: new Set(['203.0.113.2', '10.0.1.1']),
    sockets: [],
    holderOf: new Map(),
    proxies: new Set(),
  },
  ports: [{ hostIp: '0.0.0.0', hostPort: 8080, protocol: 'tcp', service: 'web', containerPort: 80 }],
  flows: [],
  lan: ['203.0.113.0/24'],
  keepsAddresses: false,
  ...more,
});
const lines = (one: Look): readonly string[] =>
  connectionsOf(one).map(({ from, to, port, protocol }) => `${from} > ${to} ${port}/${protocol}`);

const db = namespace(['db'], '10.0.1.3', [listens('0.0.0.0:5432')]);

describe('the connections of a look', () => {
  it('are seen at either end, and are one', () => {
    const asker = namespace(['web'], '10.0.1.2', [connected('10.0.1.2:40000', '10.0.1.3:5432')]);
    const asked = namespace(['db'], '10.0.1.3', [
      listens('0.0.0.0:5432'),
      connected('10.0.1.3:5432', '10.0.1.2:40000'),
    ]);
    expect(lines(look([asker, db]))).toEqual(['web > db 5432/tcp']);
    expect(lines(look([namespace(['web'], '10.0.1.2', []), asked]))).toEqual(['web > db 5432/tcp']);
    expect(lines(look([asker, asked]))).toEqual(['web > db 5432/tcp']);
  });

  it('through a published port lead to the container and its port', () => {
    const job = namespace(['job'], '10.0.2.2', [connected('10.0.2.2:40000', '203.0.113.2:8080')]);
    expect(lines(look([job, namespace(['web'], '10.0.1.2', [])]))).toEqual(['job > web 80/tcp']);
  });

  it('from outside are of the LAN or the Internet, by address where that is kept', () => {
    const web = namespace(['web'], '10.0.1.2', [
      listens('0.0.0.0:80'),
      connected('10.0.1.2:80', '203.0.113.9:40000'),
      connected('10.0.1.2:80', '198.51.100.7:40000'),
    ]);
    expect(lines(look([web]))).toEqual(['lan > web 80/tcp', 'internet > web 80/tcp']);
    expect(lines(look([web], { keepsAddresses: true }))).toEqual([
      '203.0.113.9 > web 80/tcp',
      '198.51.100.7 > web 80/tcp',
    ]);
  });

  it("behind the Engine's proxy are those of who asks the proxy", () => {
    const web = namespace(['web'], '10.0.1.2', [
      listens('0.0.0.0:80'),
      connected('10.0.1.2:80', '10.0.1.1:40000'),
    ]);
    const host = {
      holders: [],
      addresses: new Set(['203.0.113.2', '10.0.1.1']),
      sockets: [
        listens('0.0.0.0:8080', '7'),
        connected('10.0.1.1:40000', '10.0.1.2:80', '8'),
        connected('203.0.113.2:8080', '203.0.113.9:50000', '9'),
      ],
      holderOf: new Map<string, string>(),
      proxies: new Set(['7', '8', '9']),
    };
    expect(lines(look([web], { host }))).toEqual(['lan > web 80/tcp']);
  });

  it('in a namespace that several share are of the one whose process holds them, or of nobody', () => {
    const shared = namespace(
      ['web', 'side'],
      '10.0.1.2',
      [
        listens('0.0.0.0:80', '1'),
        connected('10.0.1.2:40000', '10.0.1.3:5432', '2'),
        connected('10.0.1.2:40001', '10.0.1.3:5432', '0'),
        connected('127.0.0.1:40002', '127.0.0.1:80', '2'),
      ],
      { 1: 'web', 2: 'side' },
    );
    expect(lines(look([shared, db]))).toEqual(['side > db 5432/tcp', 'side > web 80/tcp']);
  });

  it('that are over on the machine are of nobody where a service in host mode, or a proxy, may have asked', () => {
    const host = (holders: readonly string[], port: number) => ({
      holders,
      addresses: new Set(['203.0.113.2', '10.0.1.1']),
      sockets: [connected('10.0.1.1:40000', `10.0.1.3:${port}`, '0')],
      holderOf: new Map<string, string>(),
      proxies: new Set<string>(),
    });
    expect(lines(look([db], { host: host([], 5432) }))).toEqual(['host > db 5432/tcp']);
    expect(lines(look([db], { host: host(['wild'], 5432) }))).toEqual([]);
    // Port 80 is published: a proxy of the Engine asks there, too.
    expect(lines(look([db], { host: host([], 80) }))).toEqual([]);
  });

  it('of the machine with the outside, and of the embedded resolver, are none', () => {
    const web = namespace(['web'], '10.0.1.2', [connected('127.0.0.1:4000', '127.0.0.11:53')]);
    const host = {
      holders: [],
      addresses: new Set(['203.0.113.2']),
      sockets: [listens('0.0.0.0:22', '1'), connected('203.0.113.2:22', '203.0.113.9:50000', '1')],
      holderOf: new Map<string, string>(),
      proxies: new Set<string>(),
    };
    expect(lines(look([web], { host }))).toEqual([]);
  });

  it('are told by the flows of the kernel where no socket is left', () => {
    const flows = [
      {
        protocol: 'tcp',
        asker: end('203.0.113.9:40000'),
        asked: end('203.0.113.2:8080'),
        answerer: end('10.0.1.2:80'),
      },
      {
        protocol: 'tcp',
        asker: end('10.0.1.3:40000'),
        asked: end('203.0.113.2:8080'),
        answerer: end('203.0.113.2:8080'),
      },
    ] as const;
    expect(lines(look([namespace(['web'], '10.0.1.2', []), db], { flows }))).toEqual([
      'lan > web 80/tcp',
      'db > web 80/tcp',
    ]);
  });
});

describe('what listens', () => {
  it('is told by service, address and port, without the resolver and what clients of UDP hold', () => {
    const udp = (local: string): Socket => ({ ...listens(local), protocol: 'udp' });
    const web = namespace(['web'], '10.0.1.2', [
      listens('0.0.0.0:80'),
      listens('127.0.0.11:41234'),
      udp('0.0.0.0:53'),
      udp('0.0.0.0:41000'),
    ]);
    expect(listeningOf(look([web]))).toEqual([
      { service: 'web', address: '0.0.0.0', port: 80, protocol: 'tcp' },
      { service: 'web', address: '0.0.0.0', port: 53, protocol: 'udp' },
    ]);
  });
});
