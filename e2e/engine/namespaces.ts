// Three network namespaces and their cables: the 'host' that the Engine runs in, the 'world' beyond it, and a 'neighbour' on
// the host's other wire that knows the way to the containers' own subnets. Documentation and test addresses only; nothing that
// happens in them reaches the machine's real network.

import type { Family } from '../../src/core/reach/reach-model.ts';
import { mustRun, run } from './run.ts';

export interface Namespaces {
  /** Paths for `nsenter --net=`. */
  readonly host: string;
  readonly world: string;
  readonly neighbour: string;
  readonly addresses: { readonly [family in Family]: Addresses };
}

/** Where the three are in one family. */
export interface Addresses {
  readonly host: string;
  readonly world: string;
  readonly neighbour: string;
}

const addresses: Namespaces['addresses'] = {
  ipv4: { host: '203.0.113.2', world: '203.0.113.1', neighbour: '198.51.100.1' },
  ipv6: { host: '2001:db8:113::2', world: '2001:db8:113::1', neighbour: '2001:db8:51::1' },
};

/** Their names; `id` keeps parallel runs apart. */
export function namespaceNames(id: string): {
  readonly host: string;
  readonly world: string;
  readonly neighbour: string;
} {
  return { host: `bulkhead-${id}-host`, world: `bulkhead-${id}-world`, neighbour: `bulkhead-${id}-near` };
}

async function steps(list: readonly string[]): Promise<void> {
  for (const step of list) await mustRun('ip', step.split(' '));
}

/** Nothing out there forwards for others: what crosses the host crosses the Engine. */
async function stopForwarding(namespace: string): Promise<void> {
  const write = 'echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv6/conf/all/forwarding';
  await mustRun('nsenter', [`--net=${namespace}`, 'sh', '-c', write]);
}

/** Makes them. Interface names hold 15 characters at most, so `id` is short. Whoever starts the lab takes them away. */
export async function createNamespaces(id: string): Promise<Namespaces> {
  const names = namespaceNames(id);
  await steps([`netns add ${names.host}`, `-n ${names.host} link set lo up`]);
  const host = `/run/netns/${names.host}`;
  // The Engine switches forwarding on by itself, and then drops what it has no rule for.
  await stopForwarding(host);
  return createSurroundings(id, host);
}

/** Gives a host that is there already a world and a neighbour of its own. */
export async function createSurroundings(id: string, host: string): Promise<Namespaces> {
  const { world, neighbour } = namespaceNames(id);
  const inHost = async (command: string) =>
    mustRun('nsenter', [`--net=${host}`, 'ip', ...command.split(' ')]);
  await steps([`netns add ${world}`, `netns add ${neighbour}`]);
  await inHost(`link add bh${id}w type veth peer name bh${id}h netns ${world}`);
  await inHost(`link add bh${id}n type veth peer name bh${id}h netns ${neighbour}`);
  await inHost(`addr add 203.0.113.2/24 dev bh${id}w`);
  await inHost(`addr add 198.51.100.2/24 dev bh${id}n`);
  await inHost(`-6 addr add 2001:db8:113::2/64 dev bh${id}w nodad`);
  await inHost(`-6 addr add 2001:db8:51::2/64 dev bh${id}n nodad`);
  await inHost(`link set bh${id}w up`);
  await inHost(`link set bh${id}n up`);
  await steps([
    `-n ${world} addr add 203.0.113.1/24 dev bh${id}h`,
    `-n ${neighbour} addr add 198.51.100.1/24 dev bh${id}h`,
    `-n ${world} -6 addr add 2001:db8:113::1/64 dev bh${id}h nodad`,
    `-n ${neighbour} -6 addr add 2001:db8:51::1/64 dev bh${id}h nodad`,
    `-n ${world} link set lo up`,
    `-n ${neighbour} link set lo up`,
    `-n ${world} link set bh${id}h up`,
    `-n ${neighbour} link set bh${id}h up`,
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(
      (subnet) => `-n ${neighbour} route add ${subnet} via 198.51.100.2`,
    ),
  ]);
  await steps([`-n ${neighbour} -6 route add fd00::/8 via 2001:db8:51::2`]);
  // Without a default route the Engine's rules meet other packets than on any host in use; it goes with the cable.
  for (const [family, { world: gateway }] of Object.entries(addresses)) {
    const flag = family === 'ipv6' ? '-6' : '-4';
    const { stdout } = await run('nsenter', [`--net=${host}`, 'ip', flag, 'route', 'show', 'default']);
    if (stdout.trim() === '') await inHost(`${flag} route add default via ${gateway} dev bh${id}w`);
  }
  const paths = { world: `/run/netns/${world}`, neighbour: `/run/netns/${neighbour}` };
  await stopForwarding(paths.world);
  await stopForwarding(paths.neighbour);
  return {
    host,
    ...paths,
    addresses,
  };
}

/** Lays one more cable between host and world, for a macvlan network; the world is `gateway` there. */
export async function layCable(
  { host, world }: Namespaces,
  { name, gateway }: { readonly name: string; readonly gateway: string },
): Promise<void> {
  await mustRun('nsenter', [
    `--net=${host}`,
    ...`ip link add ${name} type veth peer name ${name} netns ${world.slice('/run/netns/'.length)}`.split(
      ' ',
    ),
  ]);
  await mustRun('nsenter', [`--net=${host}`, 'ip', 'link', 'set', name, 'up']);
  await mustRun('nsenter', [`--net=${world}`, 'ip', 'addr', 'add', `${gateway}/24`, 'dev', name]);
  await mustRun('nsenter', [`--net=${world}`, 'ip', 'link', 'set', name, 'up']);
}

/** Takes the cable away. */
export async function pullCable({ host }: Namespaces, name: string): Promise<void> {
  await mustRun('nsenter', [`--net=${host}`, 'ip', 'link', 'delete', name]);
}
