import { describe, expect, it } from 'vitest';
import type { ContainerJson } from '../../core/host/running/inspect-json.ts';
import { type Inspected, recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { readRecord } from '../../core/observed/record.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { type ObserveOptions, runObserve } from './observe.ts';

const options: ObserveOptions = {
  stackFile: [],
  profile: [],
  envFile: [],
  engine: defaultReachOptions.engine,
  userlandProxy: true,
  for: '2s',
  interval: '1s',
};

describe('observe without root', () => {
  it('ends well with what it could see, and says what it could not', async () => {
    const inspected: Inspected = structuredClone(recordedInspection);
    const ids = new Map<number, string>();
    let readable = 0;
    for (const [index, container] of (inspected.containers as readonly ContainerJson[]).entries()) {
      const pid = 100 + index;
      Object.assign(container.State, { Pid: pid });
      ids.set(pid, container.Id);
      if (container.Name === '/hand') readable = pid;
    }
    const processOf = (path: string) => Number(/^\/proc\/(\d+)\//.exec(path)?.[1] ?? Number.NaN);
    // Names of processes are for everyone; namespaces of others are not, and neither is the table of flows.
    const kernel = {
      read: (path: string) => {
        if (path.endsWith('/cgroup')) return ids.get(processOf(path)) ?? null;
        return processOf(path) === readable && path.endsWith('/net/tcp') ? '' : null;
      },
      link: (path: string) => {
        if (path === '/proc/self/ns/net') return 'net:[1]';
        return processOf(path) === readable && path.endsWith('/ns/net') ? 'net:[2]' : null;
      },
      list: () => null,
      interfaces: () => new Map(),
    };
    let time = 0;
    const clock = {
      now: () => time,
      used: () => 0,
      pause: async (length: number) => {
        time += length;
      },
    };
    const file = 'name: blog\nservices:\n  ghost: { image: probe:1 }\n  db: { image: probe:1 }\n';
    const io = fakeIo({ files: { '/srv/compose.yaml': file }, cwd: '/srv' });
    const { docker } = recordedDocker(inspected);
    const code = await runObserve(io, ['compose.yaml'], options, {
      docker,
      kernel,
      clock,
      onInterrupt: () => () => {},
    });
    expect(code).toBe(0);
    const { unseen, connections } = readRecord(io.written.out);
    expect(connections).toEqual([]);
    expect(unseen).toContainEqual({
      what: 'db',
      why: 'its namespace is not readable; run as root',
    });
    expect(unseen.map(({ what }) => what)).not.toContain('(no project)/hand');
    expect(io.written.err).toContain('not seen: db: its namespace is not readable; run as root\n');
    expect(io.written.err).toMatch(/not seen: short connections .*nf_conntrack\) cannot be read/);
  });
});

/** Returns an `ADDRESS:PORT` in the kernel's notation. */
function printed(end: string): string {
  const [address = '', port = ''] = end.split(':');
  const hex = (text: string, digits: number) => Number(text).toString(16).toUpperCase().padStart(digits, '0');
  return `${address
    .split('.')
    .reverse()
    .map((part) => hex(part, 2))
    .join('')}:${hex(port, 4)}`;
}

describe('observe of one project', () => {
  // traefik asks ghost, ghost asks its database, and two that are of no project ask each other.
  const sockets: Readonly<Record<string, readonly (readonly [string, string, 'open' | 'listens'])[]>> = {
    '/blog-ghost-1': [
      ['172.18.0.3:80', '172.18.0.2:40000', 'open'],
      ['172.19.0.3:40001', '172.19.0.2:3306', 'open'],
      ['0.0.0.0:80', '0.0.0.0:0', 'listens'],
    ],
    '/blog-db-1': [['0.0.0.0:3306', '0.0.0.0:0', 'listens']],
    '/proxy-traefik-1': [['0.0.0.0:80', '0.0.0.0:0', 'listens']],
    '/hand': [
      ['172.21.0.2:40002', '172.21.0.3:8000', 'open'],
      ['0.0.0.0:9000', '0.0.0.0:0', 'listens'],
    ],
    '/plain': [['0.0.0.0:8000', '0.0.0.0:0', 'listens']],
  };

  async function observed(args: readonly string[], more: Partial<ObserveOptions> = {}) {
    const inspected: Inspected = structuredClone(recordedInspection);
    const of = new Map<number, ContainerJson>();
    for (const [index, container] of (inspected.containers as readonly ContainerJson[]).entries()) {
      Object.assign(container.State, { Pid: 100 + index });
      of.set(100 + index, container);
    }
    const at = (path: string) => of.get(Number(/^\/proc\/(\d+)\//.exec(path)?.[1]));
    const kernel = {
      read: (path: string) => {
        const container = at(path);
        if (path.endsWith('/cgroup')) return container?.Id ?? null;
        if (!path.endsWith('/net/tcp')) return null;
        const lines = (sockets[container?.Name ?? ''] ?? []).map(([local, other, state], index) => {
          const code = state === 'open' ? '01' : '0A';
          return ` ${index}: ${printed(local)} ${printed(other)} ${code} 00000000:00000000 00:00000000 00000000 0 0 ${900 + index} 1`;
        });
        return ['  sl  local_address rem_address st', ...lines, ''].join('\n');
      },
      link: (path: string) => {
        if (path === '/proc/self/ns/net') return 'net:[1]';
        const container = at(path);
        if (container?.HostConfig.NetworkMode === 'host') return 'net:[1]';
        return container ? `net:[${container.Name}]` : null;
      },
      list: () => null,
      interfaces: () => new Map(),
    };
    let time = 0;
    const pause = async (length: number) => {
      time += length;
    };
    const file =
      'name: blog\nservices:\n  ghost: { image: probe:1, networks: [default, proxy] }\n  db: { image: probe:1 }\nnetworks:\n  proxy: { external: true }\n';
    const io = fakeIo({ files: { '/srv/compose.yaml': file }, cwd: '/srv' });
    await runObserve(
      io,
      args,
      { ...options, ...more },
      {
        docker: recordedDocker(inspected).docker,
        kernel,
        clock: { now: () => time, used: () => 0, pause },
        onInterrupt: () => () => {},
      },
    );
    const { connections, listening } = readRecord(io.written.out);
    return {
      connections: connections.map(({ from, to, port }) => `${from} -> ${to}:${port}`),
      listening: listening.map(({ service, port }) => `${service}:${port}`),
    };
  }

  it('records what concerns it, and who of other stacks asks it', async () => {
    expect(await observed(['compose.yaml'])).toEqual({
      connections: ['ghost -> db:3306', 'proxy/traefik -> ghost:80'],
      listening: ['db:3306', 'ghost:80'],
    });
  });
});
