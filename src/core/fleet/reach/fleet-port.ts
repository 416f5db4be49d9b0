// The ports that machines of a fleet offer beyond themselves, and the addresses at which each is asked for.

import { bindAddressesMeet } from '../../compose/bind-addresses.ts';
import {
  claimedPorts,
  containerPortBehind,
  type MappedPorts,
} from '../../compose/project/ports/port-range.ts';
import { allFamilies } from '../../reach/reach-model.ts';
import { itemAt } from '../../reach/rows/item-at.ts';
import { nameOn } from '../at-machine.ts';
import type { FleetAddress } from '../fleet-address.ts';
import type { Protocol } from '../fleet-entries.ts';
import type { MachineNode } from '../machine-node.ts';
import type { NetworkMap } from '../network-map.ts';

/** An address and a port at which something that a machine offers is asked for. */
export interface FleetPlace {
  readonly address: FleetAddress;
  /** The network on which the address is. */
  readonly network: string;
  /** The first port of a range. */
  readonly port: number;
  readonly protocol: Protocol;
  /** The forward that leads there, by the router and its position in the router's list; null for an address of the machine itself. */
  readonly forward: { readonly router: string; readonly index: number } | null;
}

/** A port that a service publishes on its machine. */
export interface FleetPort extends MappedPorts {
  readonly machine: string;
  /** The service with the name of its machine in front. */
  readonly service: string;
  /** The position of the mapping in the `ports` of the service. */
  readonly index: number;
  /** The bind address; over IPv4 where it answers in both families. */
  readonly hostIp: string;
  readonly protocol: Protocol;
  /** Empty where the Engine picks the host port, which no file says. */
  readonly places: readonly FleetPlace[];
}

/** Returns a port with its protocol where that is not TCP. */
export function portText(port: string | number, protocol: string): string {
  return protocol === 'tcp' ? `${port}` : `${port}/${protocol}`;
}

/** True when a published port is asked for at a port of its machine, alone or as one of a range. */
export function isAskedAt(published: FleetPort, port: number): boolean {
  return containerPortBehind(published, port) !== null;
}

/** Returns a place as `connect` takes it: `192.168.1.12:5432`, `[fd00::12]:53/udp`. */
export function placeText({ address, port, protocol }: Omit<FleetPlace, 'network' | 'forward'>): string {
  const host = address.family === 'ipv4' ? address.text : `[${address.text}]`;
  return `${host}:${portText(port, protocol)}`;
}

/** Returns the published ports of all machines, in the order of the fleet's file. */
export function fleetPorts(map: NetworkMap): readonly FleetPort[] {
  return [...map.machines.values()].flatMap((node) => portsOf(map, node));
}

function portsOf(map: NetworkMap, node: MachineNode): readonly FleetPort[] {
  const found = new Map<string, FleetPort>();
  if (node.services.length === 0) return [];
  for (const family of allFamilies) {
    const base = node.base(family);
    for (const space of base?.namespaces ?? [])
      for (const published of base ? itemAt(base.facts, space.index).ports.published : []) {
        const { protocol, hostIp, hostPort, containerPort, containerLast, index, service } = published;
        if (published.reachableFrom === 'nowhere' || (protocol !== 'tcp' && protocol !== 'udp')) continue;
        const places = placesOf(map, node, { ...published, protocol }).filter(
          ({ address }) => address.family === family,
        );
        const key = JSON.stringify([service, index, hostPort, containerPort]);
        const name = nameOn(node, service);
        const before = found.get(key);
        found.set(key, {
          ...{ machine: node.name, service: name, index, hostPort, containerPort, protocol },
          ...(containerLast !== undefined && { containerLast }),
          hostIp: before?.hostIp ?? hostIp,
          places: [...(before?.places ?? []), ...places],
        });
      }
  }
  return [...found.values()];
}

/** Returns where a published port is asked for: at the machine's own addresses, and at routers that forward to them. */
function placesOf(
  map: NetworkMap,
  node: MachineNode,
  port: MappedPorts & Pick<FleetPort, 'hostIp' | 'protocol' | 'service' | 'index'>,
): readonly FleetPlace[] {
  const { protocol, hostIp } = port;
  const claimed = claimedPorts(port);
  if (claimed === null) return [];
  const publishers = publishersOf(map, node, port);
  const links = publishers.flatMap((one) => one.links);
  const own = links.flatMap(({ network, addresses }) =>
    addresses
      .filter(({ text }) => bindAddressesMeet(hostIp, text))
      .map((address): FleetPlace => ({ address, network, port: claimed.first, protocol, forward: null })),
  );
  const forwarded = map.routers.flatMap(({ name, router, links }) =>
    router.forwards.flatMap((forward, index): readonly FleetPlace[] => {
      if (!publishers.some(({ name: to }) => forward.to === to) || forward.protocol !== protocol) return [];
      if (containerPortBehind(port, forward.toPort) === null) return [];
      return links
        .filter(({ network }) => map.networks.get(network)?.kind === 'internet')
        .flatMap(({ network, addresses }) =>
          addresses.map((address) => ({
            ...{ address, network, port: forward.port, protocol },
            forward: { router: name, index },
          })),
        );
    }),
  );
  return [...own, ...forwarded];
}

/** Returns the machines that publish a port, or may: its own, or the nodes of its swarm (SW18, SW19). */
function publishersOf(
  { machines }: NetworkMap,
  node: MachineNode,
  port: Pick<FleetPort, 'service' | 'index'>,
): readonly MachineNode[] {
  if (node.swarm === null) return [node];
  return node.swarm.nodes
    .flatMap((name) => machines.get(name) ?? [])
    .filter((one) => one.mayPublish(port) !== false);
}
