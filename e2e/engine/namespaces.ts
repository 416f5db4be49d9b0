// Two network namespaces joined by one cable: the 'host' that the Engine runs in, and the 'world' beyond it.
// Documentation addresses; nothing that happens in them reaches the machine's real network.

import { mustRun } from './run.ts';

export interface Namespaces {
  /** Paths for `nsenter --net=`. */
  readonly host: string;
  readonly world: string;
  readonly hostAddress: string;
  readonly worldAddress: string;
}

/** Their names; `id` keeps parallel runs apart. */
export function namespaceNames(id: string): { readonly host: string; readonly world: string } {
  return { host: `bulkhead-${id}-host`, world: `bulkhead-${id}-world` };
}

/** Makes both. Interface names hold 15 characters at most, so `id` is short. Whoever starts the lab takes them away. */
export async function createNamespaces(id: string): Promise<Namespaces> {
  const { host, world } = namespaceNames(id);
  const steps = [
    `netns add ${host}`,
    `netns add ${world}`,
    `link add bh${id}h netns ${host} type veth peer name bh${id}w netns ${world}`,
    `-n ${host} addr add 203.0.113.2/24 dev bh${id}h`,
    `-n ${world} addr add 203.0.113.1/24 dev bh${id}w`,
    `-n ${host} link set lo up`,
    `-n ${world} link set lo up`,
    `-n ${host} link set bh${id}h up`,
    `-n ${world} link set bh${id}w up`,
    `-n ${host} route add default via 203.0.113.1`,
  ];
  for (const step of steps) await mustRun('ip', step.split(' '));
  return {
    host: `/run/netns/${host}`,
    world: `/run/netns/${world}`,
    hostAddress: '203.0.113.2',
    worldAddress: '203.0.113.1',
  };
}
