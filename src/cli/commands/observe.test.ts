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
      why: 'its namespace may not be read; as root it can be',
    });
    expect(unseen.map(({ what }) => what)).not.toContain('(no project)/hand');
    expect(io.written.err).toContain('not seen: db: its namespace may not be read; as root it can be\n');
    expect(io.written.err).toMatch(/not seen: short connections .*nf_conntrack\) cannot be read/);
  });
});
