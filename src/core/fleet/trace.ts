// The way of a connection between machines: whom its first packet meets, which addresses it has there, and the way that answers take back.

import { isWithin, type KnownAddress } from '../machine/firewall/addresses.ts';
import { type FleetAddress, knownAddress } from './fleet-address.ts';
import type { ForwardEntry, Protocol } from './fleet-entries.ts';
import type { Link } from './machine-node.ts';
import { type FleetNode, isPublic, type NetworkMap, type RouterNode } from './network-map.ts';
import { nextLeg } from './routes.ts';

/** The source of a packet: what a firewall knows of it, and an address that stands for it where it is not exact. */
export interface PacketSource {
  readonly known: KnownAddress;
  readonly example: FleetAddress;
}

/** The addresses and the port of a packet at one place. */
export interface PacketEnds {
  readonly source: PacketSource;
  readonly to: FleetAddress;
  readonly port: number;
  readonly protocol: Protocol;
}

/** What a router does with a packet beside leading it on. */
export type RouterAction =
  | { readonly kind: 'none' }
  /** It gets the router's outside address. */
  | { readonly kind: 'nat' }
  | { readonly kind: 'forward'; readonly forward: ForwardEntry; readonly hairpin: boolean };

/** A node that the connection meets. */
export interface Hop {
  readonly node: FleetNode;
  /** The link on which packets arrive; null for who asks. */
  readonly in: Link | null;
  /** The link on which they leave; null for who is asked. */
  readonly out: Link | null;
  readonly arrives: PacketEnds;
  readonly leaves: PacketEnds;
  readonly action: RouterAction;
}

/** Why a way ends before anybody receives the packet. */
export type DeadEnd =
  | { readonly kind: 'no-route' | 'nobody' | 'too-far' | 'unknown-route'; readonly at: FleetNode }
  | { readonly kind: 'no-forward' | 'forward-lost'; readonly at: RouterNode };

export interface Trace {
  readonly hops: readonly Hop[];
  readonly end: DeadEnd | null;
}

/** The largest number of nodes that a packet meets. */
const maxHops = 12;

/**
 * Follows the first packet of a connection. `first` gives the packet as it leaves `from` on a link, since its source depends on it; null
 * where it does not leave.
 */
export function traceWay(
  map: NetworkMap,
  from: FleetNode,
  asked: Omit<PacketEnds, 'source'>,
  first: (link: Link) => PacketSource | null,
): Trace {
  const hops: Hop[] = [];
  const leg = nextLeg(map, from, asked.to);
  if (leg === null) return { hops, end: { kind: 'no-route', at: from } };
  if (leg === 'unknown') return { hops, end: { kind: 'unknown-route', at: from } };
  const source = first(leg.link);
  if (source === null) return { hops, end: { kind: 'no-route', at: from } };
  let ends: PacketEnds = { ...asked, source };
  hops.push({ node: from, in: null, out: leg.link, arrives: ends, leaves: ends, action: { kind: 'none' } });
  let [link, next] = [leg.link, leg.hop];
  for (;;) {
    const node = map.ownerOn(link.network, next);
    if (!node || leadsNowhere(node, ends.to)) return { hops, end: { kind: 'nobody', at: from } };
    if (hops.length >= maxHops) return { hops, end: { kind: 'too-far', at: node } };
    const arrived = node.links.find(({ network }) => network === link.network) ?? link;
    const arrives = ends;
    let action: RouterAction = { kind: 'none' };
    if (node.kind === 'router') {
      const met = atRouter(map, node, arrived, ends);
      if ('end' in met) return { hops, end: met.end };
      ({ ends, action } = met);
    }
    if (isDestination(node, ends.to)) {
      hops.push({ node, in: arrived, out: null, arrives, leaves: ends, action });
      return { hops, end: null };
    }
    const onward = nextLeg(map, node, ends.to);
    if (onward === null) return { hops, end: { kind: 'no-route', at: node } };
    if (onward === 'unknown') return { hops, end: { kind: 'unknown-route', at: node } };
    if (node.kind === 'router') ({ ends, action } = leavingRouter(map, node, onward.link, ends, action));
    hops.push({ node, in: arrived, out: onward.link, arrives, leaves: ends, action });
    [link, next] = [onward.link, onward.hop];
  }
}

/** True for the Internet, asked for an address that is not of it. */
function leadsNowhere(node: FleetNode, to: FleetAddress): boolean {
  return node.kind === 'stranger' && node.network.kind === 'internet' && !isPublic(to);
}

function isDestination(node: FleetNode, to: FleetAddress): boolean {
  if (node.kind === 'stranger') return true;
  if (node.kind === 'router')
    return node.links.some(({ addresses }) => addresses.some((one) => one.value === to.value));
  return node.isOwn(to) || node.bridgeHolding(to) !== null;
}

function atRouter(
  map: NetworkMap,
  node: RouterNode,
  arrived: Link,
  ends: PacketEnds,
): { readonly ends: PacketEnds; readonly action: RouterAction } | { readonly end: DeadEnd } {
  const own = node.links.find(({ addresses }) =>
    addresses.some(({ family, value }) => family === ends.to.family && value === ends.to.value),
  );
  if (!own) return { ends, action: { kind: 'none' } };
  const isOutside = map.networks.get(own.network)?.kind === 'internet';
  const comesFromOutside = map.networks.get(arrived.network)?.kind === 'internet';
  const { hairpin } = node.router;
  if (!isOutside || (!comesFromOutside && hairpin === 'none'))
    return { end: { kind: 'no-forward', at: node } };
  const forward = node.router.forwards.find(
    (one) =>
      one.port === ends.port &&
      one.protocol === ends.protocol &&
      (one.from === null || isWithin(ends.source.known, [one.from]) !== false),
  );
  if (!forward) return { end: { kind: 'no-forward', at: node } };
  const to = forwardTarget(map, node, forward, ends.to.family);
  if (!to) return { end: { kind: 'forward-lost', at: node } };
  return {
    ends: { ...ends, to, port: forward.toPort },
    action: { kind: 'forward', forward, hairpin: !comesFromOutside },
  };
}

/** Returns the address that a forward leads to: on its network, or else on the first network that router and machine share. */
export function forwardTarget(
  map: NetworkMap,
  { links, name }: Pick<RouterNode, 'links' | 'name'>,
  { to, network }: ForwardEntry,
  family: FleetAddress['family'],
): FleetAddress | null {
  const target = map.machines.get(to) ?? map.routers.find((router) => router.name === to && to !== name);
  const shared = target?.links.find((link) =>
    network === null ? links.some((own) => own.network === link.network) : link.network === network,
  );
  return shared?.addresses.find((address) => address.family === family) ?? null;
}

function leavingRouter(
  map: NetworkMap,
  node: RouterNode,
  out: Link,
  ends: PacketEnds,
  action: RouterAction,
): { readonly ends: PacketEnds; readonly action: RouterAction } {
  const own = out.addresses.find(({ family }) => family === ends.to.family);
  if (!own) return { ends, action };
  const asRouter = { known: knownAddress(own), example: own };
  if (action.kind === 'forward')
    return action.hairpin && node.router.hairpin === 'nat' && !isPublic(ends.source.example)
      ? { ends: { ...ends, source: asRouter }, action }
      : { ends, action };
  const leadsOut = map.networks.get(out.network)?.kind === 'internet';
  const isOfNat = node.router.nat.some((name) => {
    const network = map.networks.get(name);
    return network?.subnets.some(
      ({ family, range }) => family === ends.to.family && isWithin(ends.source.known, [range]) === true,
    );
  });
  return leadsOut && isOfNat
    ? { ends: { ...ends, source: asRouter }, action: { kind: 'nat' } }
    : { ends, action };
}

/** A node that answers meet, and the links on which they arrive and leave. */
export interface ReplyHop {
  readonly node: FleetNode;
  readonly in: Link | null;
  readonly out: Link | null;
}

/** Follows answers from `from` to `to`, the source of the packets that arrived there; null where they do not get there. */
export function traceReply(
  map: NetworkMap,
  from: FleetNode,
  to: FleetAddress,
  home: FleetNode,
): readonly ReplyHop[] | 'unknown' | null {
  const hops: ReplyHop[] = [];
  let node = from;
  let arrived: Link | null = null;
  while (hops.length < maxHops) {
    if (node === home && hops.length > 0) {
      hops.push({ node, in: arrived, out: null });
      return hops;
    }
    const leg = nextLeg(map, node, to);
    if (leg === null || leg === 'unknown') return leg;
    hops.push({ node, in: arrived, out: leg.link });
    const next = map.ownerOn(leg.link.network, leg.hop);
    if (!next) return null;
    arrived = next.links.find(({ network }) => network === leg.link.network) ?? leg.link;
    node = next;
  }
  return null;
}
