import { describe, expect, it } from 'vitest';
import { type Inspected, recordedInspection } from '../../core/host/running/testing/recorded.ts';
import type { Docker } from './docker-command.ts';
import { readRunningHost, withImages } from './read-running-host.ts';
import { recordedDocker } from './testing/recorded-docker.ts';

/** Returns that many containers, each on its own network. */
function many(count: number): Inspected {
  const [first, network] = [recordedInspection.containers[0], recordedInspection.networks[0]] as [
    object,
    object,
  ];
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    containers: numbers.map((index) => ({ ...first, Id: `c${index}`.padEnd(12, 'x'), Name: `/c${index}` })),
    networks: numbers.map((index) => ({ ...network, Id: `n${index}`.padEnd(12, 'x'), Name: `n${index}` })),
    images: [],
  };
}

const inspections = (calls: readonly (readonly string[])[]) =>
  calls.filter((args) => args.includes('inspect')).map((args) => args.slice(0, 2).join(' '));

describe('reading what runs', () => {
  it('takes two inspect calls for 200 containers and their networks', async () => {
    const { docker, calls } = recordedDocker(many(200));
    const host = await readRunningHost(docker);
    expect([host.containers.length, host.networks.size, host.engine]).toEqual([200, 200, '26.1.5']);
    expect(inspections(calls)).toEqual(['inspect --type', 'network inspect']);
    expect(calls.map(([word]) => word)).not.toContain('image');
  });

  it('asks in several calls where the list would be too long for a command line', async () => {
    const { docker, calls } = recordedDocker(many(3000));
    const host = await readRunningHost(docker);
    expect([host.containers.length, host.networks.size]).toEqual([3000, 3000]);
    expect(inspections(calls)).toHaveLength(4);
    expect(Math.max(...calls.map((args) => args.join(' ').length))).toBeLessThan(32_767);
  });

  it('calls nothing but what reads', async () => {
    const { docker, calls } = recordedDocker(recordedInspection);
    await withImages(docker, await readRunningHost(docker));
    expect(calls.map((args) => args.slice(0, 2).join(' '))).toEqual([
      'version --format',
      'info --format',
      'ps -aq',
      'network ls',
      'inspect --type',
      'network inspect',
      'image inspect',
    ]);
  });

  it('leaves out what this program asks with itself', async () => {
    const { containers } = recordedInspection as { containers: readonly { Config: object }[] };
    const [first] = containers;
    const helper = {
      ...first,
      Id: 'helper',
      Config: { ...first?.Config, Labels: { 'bulkhead.verify': 'abc' } },
    };
    const { docker } = recordedDocker({ ...recordedInspection, containers: [...containers, helper] });
    expect((await readRunningHost(docker)).containers).toHaveLength(containers.length);
  });

  it('leaves out a container that went away meanwhile', async () => {
    const { containers } = recordedInspection as { containers: readonly { Id: string; Name: string }[] };
    const [first] = containers;
    const { docker } = recordedDocker(recordedInspection, [first?.Id ?? '']);
    const host = await readRunningHost(docker);
    expect(host.containers).toHaveLength(containers.length - 1);
    expect(host.containers.map(({ name }) => `/${name}`)).not.toContain(first?.Name);
  });

  it('asks nothing about nothing', async () => {
    const { docker, calls } = recordedDocker({ containers: [], networks: [], images: [] });
    expect((await readRunningHost(docker)).containers).toEqual([]);
    expect(inspections(calls)).toEqual([]);
  });

  it('fails at any other word of the Engine, in its own words', async () => {
    const { docker } = recordedDocker(recordedInspection);
    const refusing: Docker = async (args) =>
      args[0] === 'inspect'
        ? { status: 1, stdout: '[]', stderr: 'permission denied\nError: No such container: x\n' }
        : docker(args);
    await expect(readRunningHost(refusing)).rejects.toThrow('docker inspect --type: permission denied');
  });
});
