// Who is where: the machines and routers on each network of a fleet, and what stands for machines that its file does not name.

import { memoize } from '../compose/memoize.ts';
import { internetAddress, isWithin, type KnownAddress } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Fleet, FleetMachine } from './fleet.ts';
import type { FleetAddress } from './fleet-address.ts';
import { type Link, MachineNode } from './machine-node.ts';
import type { FleetFile, FleetNetwork, FleetRouter } from './stated-fleet.ts';
import { swarmOf } from './swarm/swarm.ts';

/** A router between connections. */
export interface RouterNode {
  readonly kind: 'router';
  readonly name: string;
  readonly router: FleetRouter;
  readonly links: readonly Link[];
}

/** A machine of a network that the file does not name; of the Internet, any machine there. */
export interface StrangerNode {
  readonly kind: 'stranger';
  /** `internet`, or `lan:NETWORK`. */
  readonly name: string;
  readonly network: FleetNetwork;
  readonly links: readonly Link[];
}

export type FleetNode = MachineNode | RouterNode | StrangerNode;

/** Returns the name of a node in sentences. */
export const titleOf = (node: FleetNode): string => (node.kind === 'machine' ? node.title : node.name);

/** The nodes of a fleet. */
export interface NetworkMap {
  /** The fleet's file, for the places of what it states. */
  readonly file: FleetFile;
  readonly machines: ReadonlyMap<string, MachineNode>;
  readonly routers: readonly RouterNode[];
  /** True when a part of the file could not be used, so that what it does not say is unknown. */
  readonly isUnsure: boolean;
  /** True when the file says nothing of any router, so that what lies between networks is unknown. */
  readonly routersUnknown: boolean;
  readonly networks: ReadonlyMap<string, FleetNetwork>;
  /** The ports that lists and forwards name: between machines no other port differs from its neighbours. */
  readonly namedPorts: ReadonlySet<number>;
  /** Returns who has an address on a network: a machine, a router, or somebody that the file does not name. */
  ownerOn(network: string, address: FleetAddress): FleetNode | null;
  /** Returns the machine or router that the file gives an address, and the network on which it has that; null where none has it. */
  holderOf(
    address: FleetAddress,
  ): { readonly node: MachineNode | RouterNode; readonly network: string } | null;
  /** Returns the stranger of a network. */
  strangerOn(network: string): StrangerNode | null;
  /** Returns the stranger with a name: `internet` or `lan:NETWORK`. */
  strangerNamed(name: string): StrangerNode | null;
}

/** Returns the node of a machine of no swarm, the same in each version of a fleet in which the machine is the same. */
const nodeOf = memoize((machine: FleetMachine) => new MachineNode(machine));

export function networkMap(fleet: Fleet): NetworkMap {
  const { file, machines } = fleet;
  const swarm = swarmOf(fleet);
  const nodes = new Map(
    [...machines].map(([name, machine]) => [
      name,
      swarm && machine.stated.swarm ? new MachineNode(machine, swarm) : nodeOf(machine),
    ]),
  );
  const routers = [...(file.routers?.values() ?? [])].map(
    (router): RouterNode => ({
      kind: 'router',
      name: router.name,
      router,
      links: [...router.addresses].map(([network, addresses]) => ({
        network,
        interface: network,
        addresses,
      })),
    }),
  );
  const holders = new Map<string, FleetNode>();
  for (const node of [...nodes.values(), ...routers])
    for (const { network, addresses } of node.links)
      for (const { family, value } of addresses) holders.set(`${network} ${family} ${value}`, node);
  const networks = withInternet(file.networks);
  const strangers = new Map([...networks.values()].map((network) => [network.name, strangerOf(network)]));
  return {
    file,
    machines: nodes,
    routers,
    isUnsure: file.faults.some(({ severity }) => severity === 'error'),
    routersUnknown: file.routers === null,
    networks,
    namedPorts: namedPorts(file),
    ownerOn(network, address) {
      const holder = holders.get(`${network} ${address.family} ${address.value}`);
      if (holder) return holder;
      const of = networks.get(network);
      if (!of) return null;
      if (of.kind === 'internet') return isPublic(address) ? (strangers.get(network) ?? null) : null;
      // Nobody answers on a mesh who is not of it.
      return of.kind === 'lan' && isOn(of, address) ? (strangers.get(network) ?? null) : null;
    },
    holderOf({ family, value }) {
      for (const node of [...nodes.values(), ...routers])
        for (const { network, addresses } of node.links)
          if (addresses.some((one) => one.family === family && one.value === value)) return { node, network };
      return null;
    },
    strangerOn: (network) => strangers.get(network) ?? null,
    strangerNamed: (name) => [...strangers.values()].find((stranger) => stranger.name === name) ?? null,
  };
}

function namedPorts({ networks, routers }: FleetFile): ReadonlySet<number> {
  const all = [...(routers?.values() ?? [])];
  const lists = [...networks.values(), ...all].flatMap(({ allow }) => allow ?? []);
  const forwards = all.flatMap((router) => router.forwards.map(({ port }) => port));
  return new Set([...lists.flatMap(({ port }) => port ?? []), ...forwards]);
}

/** The Internet is there whether or not the file names it. */
function withInternet(networks: ReadonlyMap<string, FleetNetwork>): ReadonlyMap<string, FleetNetwork> {
  if ([...networks.values()].some(({ kind }) => kind === 'internet')) return networks;
  return new Map([
    ...networks,
    ['internet', { name: 'internet', kind: 'internet', subnets: [], allow: null }],
  ]);
}

function strangerOf(network: FleetNetwork): StrangerNode {
  const name = network.kind === 'internet' ? 'internet' : `lan:${network.name}`;
  return {
    kind: 'stranger',
    name,
    network,
    links: [{ network: network.name, interface: network.name, addresses: [] }],
  };
}

/** True when a subnet of the network holds the address. */
export function isOn({ subnets }: FleetNetwork, { family, value }: FleetAddress): boolean {
  return subnets.some(
    (subnet) => subnet.family === family && subnet.range.first <= value && value <= subnet.range.last,
  );
}

/** True for an address of the Internet. */
export function isPublic({ family, text, value }: FleetAddress): boolean {
  return isWithin({ text, within: [{ first: value, last: value }] }, internetAddress[family].within) === true;
}

/** Returns what is known of the address of a stranger, and one that stands for it; null where the network has none of the family. */
export function strangersAddress(
  map: NetworkMap,
  { network }: StrangerNode,
  family: Family,
): { readonly known: KnownAddress; readonly example: FleetAddress } | null {
  if (network.kind === 'internet') {
    const text = family === 'ipv4' ? '8.8.8.8' : '2001:4860:4860::8888';
    const value = family === 'ipv4' ? 0x08080808n : 0x20014860486000000000000000008888n;
    return { known: internetAddress[family], example: { family, text, value } };
  }
  const subnet = network.subnets.find((one) => one.family === family);
  if (!subnet) return null;
  const { first, last } = subnet.range;
  const excluded: bigint[] = [];
  for (const node of [...map.machines.values(), ...map.routers])
    for (const { addresses } of node.links) for (const { value } of addresses) excluded.push(value);
  let value = last - 1n;
  while (value > first && excluded.includes(value)) value--;
  const known: KnownAddress = { text: `lan:${network.name}`, within: [{ first, last }], excluded };
  return { known, example: { family, text: `lan:${network.name}`, value } };
}
