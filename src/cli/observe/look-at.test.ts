import { describe, expect, it } from 'vitest';
import { readLook } from '../../core/observed/read-look.ts';
import { lookAt, type ObservationState } from './look-at.ts';
import type { Kernel } from './namespace-reader.ts';
import type { Watched } from './watched.ts';

/** Returns an `ADDRESS:PORT` in the kernel's notation. */
const printed = (end: string): string => {
  const [address = '', port = ''] = end.split(':');
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return `${bytes.reverse().join('')}:${Number(port).toString(16).padStart(4, '0')}`;
};
const socket = (local: string, remote: string, inode: number, state = '01'): string =>
  ` 0: ${printed(local)} ${printed(remote)} ${state} 00000000:00000000 00:00000000 00000000 0 0 ${inode} 1\n`;
const listens = (local: string, inode: number): string => socket(local, '0.0.0.0:0', inode, '0A');

interface Process {
  readonly comm?: string;
  readonly inodes?: readonly number[];
  readonly namespace?: string;
  readonly tcp?: string;
}

/** Returns the kernel files of a machine with these processes; `self` is the host. */
function machine(processes: Readonly<Record<string, Process>>): Kernel {
  const at = (path: string) => processes[/^\/proc\/(\w+)\//.exec(path)?.[1] ?? ''];
  return {
    read: (path) => {
      if (path.endsWith('/comm')) return at(path)?.comm ?? null;
      return path.endsWith('/net/tcp') ? (at(path)?.tcp ?? null) : null;
    },
    link: (path) => {
      const fd = /\/fd\/(\d+)$/.exec(path)?.[1];
      if (fd !== undefined) return `socket:[${fd}]`;
      return path.endsWith('/ns/net') ? (at(path)?.namespace ?? null) : null;
    },
    list: (path) =>
      path === '/proc'
        ? Object.keys(processes)
        : (at(`${path}/`)?.inodes?.map((inode) => String(inode)) ?? null),
    interfaces: () => new Map(),
  };
}

const member = (name: string, pid: number) => ({ name, pid, container: {} as never });
const watched = (more: Partial<Watched> = {}): Watched => ({
  namespaces: [{ id: 'net:[2]', members: [member('web', 20)], left: [], addresses: new Set(['10.0.1.2']) }],
  open: [],
  ports: [{ hostIp: '0.0.0.0', hostPort: 8080, protocol: 'tcp', service: 'web', containerPort: 80 }],
  lan: [],
  subnets: ['10.0.0.0/16'],
  hostAddresses: new Set(['203.0.113.2', '10.0.1.1']),
  unseen: [],
  own: null,
  ...more,
});
const nothing = (): ObservationState => ({
  knownListeners: new Set(),
  clients: new Map(),
  hostSockets: new Set(),
  foreignProcesses: new Set(),
});
const lines = (kernel: Kernel, remembered = nothing(), of = watched()): readonly string[] =>
  readLook(lookAt(kernel, of, false, remembered)).connections.map(
    ({ from, to, port }) => `${from} > ${to} ${port}`,
  );

describe('a look at the machine', () => {
  const web = {
    namespace: 'net:[2]',
    tcp: listens('0.0.0.0:80', 1) + socket('10.0.1.2:80', '10.0.1.1:40000', 2),
  };
  const leg = { tcp: socket('10.0.1.1:40000', '10.0.1.2:80', 8) };

  it.each<readonly [string, Readonly<Record<string, Process>>, readonly string[]]>([
    ['a proxy', { 9: { comm: 'docker-proxy\n', inodes: [8] } }, []],
    ['nobody who is found: it is over', {}, []],
    ['a program of the host', { 9: { comm: 'nginx\n', inodes: [8] } }, ['host > web 80']],
    ['the daemon', { 9: { comm: 'dockerd\n', inodes: [8] } }, ['host > web 80']],
  ])(
    'takes what the host asks at a published port for the wish of who holds it: %s',
    (_, processes, expected) => {
      const kernel = machine({ self: leg, 20: web, ...processes });
      const remembered = nothing();
      expect(lines(kernel, remembered)).toEqual(expected);
      expect(lines(kernel, remembered)).toEqual(expected);
    },
  );

  it('finds a proxy that was started after the look before', () => {
    const remembered = nothing();
    lines(machine({ self: {}, 20: web }), remembered);
    expect(
      lines(machine({ self: leg, 20: web, 9: { comm: 'docker-proxy\n', inodes: [8] } }), remembered),
    ).toEqual([]);
  });

  it("reads a namespace at a member that is in it still, and counts its maker's among those that may have asked", () => {
    const side = { namespace: 'net:[2]', tcp: socket('10.0.1.2:40900', '10.0.1.3:5432', 0) };
    const db = { namespace: 'net:[3]', tcp: listens('0.0.0.0:5432', 3) };
    const of = watched({
      namespaces: [
        { id: 'net:[2]', members: [member('side', 21)], left: ['web'], addresses: new Set() },
        { id: 'net:[3]', members: [member('db', 30)], left: [], addresses: new Set(['10.0.1.3']) },
      ],
    });
    // Another process has the number of one that is gone.
    const kernel = machine({ self: {}, 21: side, 30: db });
    expect(lines(kernel, nothing(), of)).toEqual(['side|web > db 5432']);
    expect(
      lines(machine({ self: {}, 21: { ...side, namespace: 'net:[9]' }, 30: db }), nothing(), of),
    ).toEqual([]);
  });
});
