import { describe, expect, it } from 'vitest';
import { type Look, listenerKey, type SeenHost, type SeenNamespace } from './look.ts';
import { listeningOf, readLook } from './read-look.ts';
import type { End, Flow, Socket } from './sockets.ts';

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
  daemon: new Set(),
});
const machine = (sockets: readonly Socket[], more: Partial<SeenHost> = {}): SeenHost => ({
  holders: [],
  addresses: new Set(['203.0.113.2', '10.0.1.1']),
  sockets,
  holderOf: new Map(),
  daemon: new Set(),
  proxies: new Set(),
  ...more,
});
const flow = (asker: string, asked: string, answerer = asked, more: Partial<Flow> = {}): Flow => ({
  protocol: 'tcp',
  client: end(asker),
  addressed: end(asked),
  server: end(answerer),
  clientAsSeen: end(asker),
  answered: true,
  ...more,
});

const look = (namespaces: readonly SeenNamespace[], more: Partial<Look> = {}): Look => ({
  namespaces,
  host: machine([]),
  ports: [{ hostIp: '0.0.0.0', hostPort: 8080, protocol: 'tcp', service: 'web', containerPort: 80 }],
  flows: [],
  lan: ['203.0.113.0/24'],
  subnets: ['10.0.0.0/16'],
  earlierListeners: new Set(),
  earlierClients: new Map(),
  keepsAddresses: false,
  ...more,
});
const lines = (one: Look): readonly string[] =>
  readLook(one).connections.map(({ from, to, port, protocol }) => `${from} > ${to} ${port}/${protocol}`);

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
    const host = machine(
      [
        listens('0.0.0.0:8080', '7'),
        connected('10.0.1.1:40000', '10.0.1.2:80', '8'),
        connected('203.0.113.2:8080', '203.0.113.9:50000', '9'),
      ],
      { proxies: new Set(['7', '8', '9']) },
    );
    expect(lines(look([web], { host }))).toEqual(['lan > web 80/tcp']);
  });

  it('in a namespace that several share are of the one whose process holds them, or of one of them', () => {
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
    expect(lines(look([shared, db]))).toEqual([
      'side > db 5432/tcp',
      'side|web > db 5432/tcp',
      'side > web 80/tcp',
    ]);
  });

  it('that are over on the machine are of one of those in host mode, and of nobody where a proxy may have asked', () => {
    const host = (holders: readonly string[], port: number) =>
      machine([connected('10.0.1.1:40000', `10.0.1.3:${port}`, '0')], { holders });
    expect(lines(look([db], { host: host([], 5432) }))).toEqual(['host > db 5432/tcp']);
    expect(lines(look([db], { host: host(['wild'], 5432) }))).toEqual(['host|wild > db 5432/tcp']);
    // Port 80 is published: a proxy of the Engine asks there, too.
    expect(lines(look([db], { host: host([], 80) }))).toEqual([]);
  });

  it('of the machine with the outside, and of the embedded resolver, are none', () => {
    const web = namespace(['web'], '10.0.1.2', [connected('127.0.0.1:4000', '127.0.0.11:53')]);
    const host = machine([listens('0.0.0.0:22', '1'), connected('203.0.113.2:22', '203.0.113.9:50000', '1')]);
    expect(lines(look([web], { host }))).toEqual([]);
  });

  it('are told by the flows of the kernel where no socket is left', () => {
    const flows = [
      flow('203.0.113.9:40000', '203.0.113.2:8080', '10.0.1.2:80'),
      flow('10.0.1.3:40000', '203.0.113.2:8080'),
    ];
    expect(lines(look([namespace(['web'], '10.0.1.2', []), db], { flows }))).toEqual([
      'lan > web 80/tcp',
      'db > web 80/tcp',
    ]);
  });
});

describe('the direction of a connection', () => {
  const asker = (sockets: readonly Socket[]) => namespace(['web'], '10.0.1.2', sockets);
  const closed = namespace(['db'], '10.0.1.3', [connected('10.0.1.3:5432', '10.0.1.2:53758')]);
  const undirected = (one: Look) => readLook(one).undirected.map((ends) => ends.join(' ? '));

  it('is unknown where nobody listens any more, and no line names the port of a client', () => {
    const one = look([asker([connected('10.0.1.2:53758', '10.0.1.3:5432')]), closed]);
    expect(lines(one)).toEqual([]);
    expect(undirected(one)).toEqual(['db ? web']);
  });

  it.each<readonly [string, Partial<Look>]>([
    ['the flows of the kernel', { flows: [flow('10.0.1.2:53758', '10.0.1.3:5432')] }],
    [
      'flows that the kernel took up in their middle, the wrong way round, and an earlier look',
      {
        flows: [flow('10.0.1.3:5432', '10.0.1.2:53758')],
        earlierListeners: new Set([listenerKey('db', 5432, 'tcp')]),
      },
    ],
    ['what an earlier look saw listening', { earlierListeners: new Set([listenerKey('db', 5432, 'tcp')]) }],
    [
      'what is published',
      { ports: [{ hostIp: '', hostPort: 1, protocol: 'tcp', service: 'db', containerPort: 5432 }] },
    ],
  ])('is told by %s', (_, more) => {
    for (const sockets of [[], [connected('10.0.1.2:53758', '10.0.1.3:5432')]]) {
      const one = look([asker(sockets), closed], more);
      expect(lines(one)).toEqual(['web > db 5432/tcp']);
      expect(undirected(one)).toEqual([]);
    }
  });

  it('is not told by flows alone that the kernel may have taken up in their middle', () => {
    expect(lines(look([asker([]), db], { flows: [flow('10.0.1.3:9', '10.0.1.2:53758')] }))).toEqual([]);
  });

  it('that is over is of who asked it in the look before, whoever has the address now', () => {
    const shared = (inode: string, holderOf: Readonly<Record<string, string>>) =>
      namespace(['web', 'side'], '10.0.1.2', [connected('10.0.1.2:40900', '10.0.1.3:5432', inode)], holderOf);
    const flows = [flow('10.0.1.2:40900', '10.0.1.3:5432')];
    const first = readLook(look([shared('7', { 7: 'side' }), db]));
    const { clients } = first;
    expect(first.connections).toMatchObject([{ from: 'side', to: 'db' }]);
    expect(lines(look([shared('0', {}), db], { earlierClients: clients }))).toEqual(['side > db 5432/tcp']);
    expect(lines(look([namespace(['web'], '10.0.1.2', []), db], { earlierClients: clients, flows }))).toEqual(
      ['side > db 5432/tcp'],
    );
    // What the look before did not see is of who has the address.
    expect(lines(look([namespace(['web'], '10.0.1.2', []), db], { flows }))).toEqual(['web > db 5432/tcp']);
  });

  it('is that of before in a namespace whose maker was started anew: it has lost its addresses', () => {
    const dead = {
      ...namespace(['web', 'side'], '', [
        connected('10.0.1.2:8000', '10.0.1.4:40566'),
        connected('10.0.1.2:40900', '10.0.1.3:5432'),
      ]),
      addresses: new Set<string>(),
    };
    const anew = namespace(['web'], '10.0.1.2', [listens('0.0.0.0:8000')]);
    const cli = namespace(['cli'], '10.0.1.4', []);
    const one = look([dead, anew, cli, db], {
      earlierListeners: new Set([listenerKey('web', 8000, 'tcp')]),
      // Of whom the address is now, nobody asked.
      flows: [flow('10.0.1.2:40900', '10.0.1.3:5432')],
    });
    expect(lines(one)).toEqual(['cli > web 8000/tcp', 'side|web > db 5432/tcp']);
    expect(undirected(one)).toEqual([]);
  });

  it.each([
    ['10.0.1.2:40000', '198.51.100.7:443', ['web > internet 443/tcp'], []],
    ['10.0.1.2:8000', '198.51.100.7:53758', [], ['internet ? web']],
    ['10.0.1.2:53758', '198.51.100.7:53758', [], ['internet ? web']],
    // Who had an address of Docker's networks and has it no more is not known.
    ['10.0.1.2:40000', '10.0.1.9:443', [], []],
  ])('beyond this machine, where no listener is seen: %s, %s', (local, remote, connections, unknown) => {
    const one = look([asker([connected(local, remote)])]);
    expect(lines(one)).toEqual(connections);
    expect(undirected(one)).toEqual(unknown);
  });
});

describe("a proxy of the Engine and Docker's resolver", () => {
  const udp = (socket: Socket): Socket => ({ ...socket, protocol: 'udp' });

  it('ask for somebody else: flows of the second leg are nobody', () => {
    const web = namespace(['web'], '10.0.1.2', [listens('0.0.0.0:80')]);
    const flows = [flow('10.0.1.1:40000', '10.0.1.2:80')];
    const proxies = new Set(['8']);
    const leg = machine([connected('10.0.1.1:40000', '10.0.1.2:80', '8')], { proxies });
    expect(lines(look([web], { flows, host: leg }))).toEqual([]);
    expect(lines(look([web], { flows }))).toEqual([]);
  });

  it('may not answer over UDP: it counts where somebody waits for it', () => {
    const dns = namespace(['dns'], '10.0.1.2', [udp(listens('0.0.0.0:53'))]);
    const ports = [
      { hostIp: '', hostPort: 5353, protocol: 'udp', service: 'dns', containerPort: 53 },
    ] as const;
    const unanswered = { protocol: 'udp', answered: false } as const;
    const flows = [
      flow('127.0.0.1:40000', '127.0.0.1:5353', undefined, unanswered),
      flow('10.0.1.3:40000', '10.0.1.2:53', undefined, unanswered),
      flow('10.0.1.3:40000', '10.0.1.2:54', undefined, unanswered),
      flow('10.0.1.3:40000', '198.51.100.7:54', undefined, unanswered),
    ];
    expect(lines(look([dns, db], { ports, flows }))).toEqual(['host > dns 53/udp', 'db > dns 53/udp']);
  });

  it.each([
    ['the daemon holds it', { daemon: new Set(['5']) }, '5', 'docker-resolver > internet 53/udp'],
    ['it is over', {}, '0', 'docker-resolver|web > internet 53/udp'],
    ['the service holds it', { holderOf: new Map([['5', 'web']]) }, '5', 'web > internet 53/udp'],
  ])('is called so where it asks the outside: %s', (_, more, inode, line) => {
    const sockets = [
      udp(listens('127.0.0.11:41234')),
      udp(connected('10.0.1.2:40000', '198.51.100.7:53', inode)),
    ];
    const web = { ...namespace(['web'], '10.0.1.2', sockets), ...more };
    expect(lines(look([web]))).toEqual([line]);
    expect(readLook(look([web])).connections[0]?.within).toEqual(['web']);
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
