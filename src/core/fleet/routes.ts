// Where a node of a fleet sends a packet: the most specific route decides.

import { type AddressRange, prefixRange } from '../machine/firewall/addresses.ts';
import { type FleetAddress, readAddress } from './fleet-address.ts';
import type { Link, MachineNode } from './machine-node.ts';
import { type FleetNode, isOn, isPublic, type NetworkMap } from './network-map.ts';

/** The next leg of a packet: the link that it takes, and the address of who receives it there. */
export interface Leg {
  readonly link: Link;
  readonly hop: FleetAddress;
}

/** Returns the next leg of a packet from `node` to an address that is not its own; null without a route. */
export function nextLeg(map: NetworkMap, node: FleetNode, to: FleetAddress): Leg | 'unknown' | null {
  if (node.kind === 'machine') return legOfMachine(map, node, to);
  const link = node.links.find(({ network, addresses }) => isOnLink(map, network, addresses, to));
  if (link) return { link, hop: to };
  if (node.kind === 'router') {
    const outside = node.links.find(({ network }) => map.networks.get(network)?.kind === 'internet');
    return outside && isPublic(to) ? { link: outside, hop: to } : null;
  }
  if (node.network.kind === 'internet') return null;
  return legByRouter(map, node.links, to);
}

function legOfMachine(map: NetworkMap, node: MachineNode, to: FleetAddress): Leg | 'unknown' | null {
  const { machine } = node.source;
  let best: { readonly size: bigint; readonly leg: Leg | 'unknown' | null } | null = null;
  const consider = ({ first, last }: AddressRange, leg: Leg | 'unknown' | null): void => {
    const size = last - first;
    if (to.value < first || to.value > last || (best && best.size <= size)) return;
    best = { size, leg };
  };
  for (const { family, destination, via, interface: name } of node.routes) {
    if (family !== to.family) continue;
    const hop = via === null ? to : readAddress(via);
    const links =
      name === null
        ? node.links.filter(({ network, addresses }) => hop && isOnLink(map, network, addresses, hop))
        : node.links.filter((one) => one.interface === name);
    const link = links.find(({ network, addresses }) => isOnLink(map, network, addresses, to)) ?? links[0];
    // What leads to a bridge of Docker stays on the machine.
    const isLocal = name !== null && isBridgeName(machine, name);
    const isThere = link !== undefined && isOnLink(map, link.network, link.addresses, to);
    consider(destination, link && hop ? { link, hop: isThere ? to : hop } : isLocal ? null : 'unknown');
  }
  const knowsRoutes = machine?.routes !== undefined && to.family === 'ipv4';
  if (!knowsRoutes) {
    for (const link of node.links)
      if (isOnLink(map, link.network, link.addresses, to))
        consider({ first: to.value, last: to.value }, { link, hop: to });
  }
  if (best) return (best as { readonly leg: Leg | 'unknown' | null }).leg;
  if (knowsRoutes) return null;
  const outside = node.links.find(({ network }) => map.networks.get(network)?.kind === 'internet');
  if (outside && isPublic(to) && outside.addresses.some(({ family }) => family === to.family))
    return { link: outside, hop: to };
  return legByRouter(map, node.links, to);
}

function isBridgeName(machine: MachineNode['source']['machine'], name: string): boolean {
  return name === 'docker0' || name.startsWith('br-') || Object.values(machine?.bridges ?? {}).includes(name);
}

/** Returns the leg to the router of one of the networks, which leads on. */
function legByRouter(map: NetworkMap, links: readonly Link[], to: FleetAddress): Leg | 'unknown' | null {
  for (const link of links)
    for (const router of map.routers) {
      const place = router.links.find(({ network }) => network === link.network);
      const hop = place?.addresses.find(({ family }) => family === to.family);
      if (hop) return { link, hop };
    }
  return map.routersUnknown ? 'unknown' : null;
}

/** True when an address is on the network itself: in its subnet, or held by somebody where the file states no subnet of the family. */
function isOnLink(map: NetworkMap, name: string, own: readonly FleetAddress[], to: FleetAddress): boolean {
  const network = map.networks.get(name);
  if (!network) return false;
  if (network.kind === 'internet') return map.ownerOn(name, to) !== null;
  if (network.subnets.some(({ family }) => family === to.family)) return isOn(network, to);
  if (to.family === 'ipv4') return map.ownerOn(name, to) !== null;
  return own.some(({ family, value }) => {
    const range = family === 'ipv6' ? prefixRange(value, assumedPrefix, 'ipv6') : null;
    return range !== null && range.first <= to.value && to.value <= range.last;
  });
}

/** The prefix length of a network over IPv6 of which the file states no subnet. */
const assumedPrefix = 64;
