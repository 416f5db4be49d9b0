// Groups the networks of a file into segments: networks with the same name on the Engine are one network.

import { dockerNameOf } from '../../compose/docker-name-of.ts';
import type { Network, Topology, Tri } from '../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both } from '../rows/tri.ts';
import { answersBridges, isUndecided, unfilteredTraits, wireTraits } from './bridge-traits.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { isLayer3, segmentTraits, withHostAccess } from './network-traits.ts';
import {
  type Endpoint,
  limitToPresence,
  plainBridgeTraits,
  rolesOf,
  type Segment,
  type SegmentTraits,
} from './segment.ts';

export interface Segments {
  readonly all: readonly Segment[];
  /** The membership without a gateway priority, by network key. Shared by most services. */
  readonly byKey: ReadonlyMap<string, Endpoint>;
  readonly onDefaultBridge: Endpoint;
  /** Returns the membership of a service whose `network_mode` names a network (A20). */
  readonly byDockerName: (name: string) => Endpoint | undefined;
  /** Returns the membership of a container that has no IPv6 on a network, or perhaps none (F7). */
  readonly withoutIpv6: (endpoint: Endpoint, ipv6: false | 'unknown') => Endpoint;
  /** Returns the network that the Engine adds to those of a service, depending on whether they lead out (SW2); null when it adds none. */
  readonly gatewayBridge: ((leadsOut: Tri) => readonly Endpoint[]) | null;
}

/**
 * Returns the membership of a container without IPv6 (F7): a normal member over IPv4; over IPv6 alone on a segment where it has no address.
 */
function withoutIpv6(all: Segment[], family: Family): Segments['withoutIpv6'] {
  const segmentsWithoutIpv6 = new Map<string, Segment>();
  return (endpoint, ipv6) => {
    if (family === 'ipv4') return { ...endpoint, ipv6 };
    const { segment } = endpoint;
    const id = `${segment.index} ${ipv6}`;
    const cached = segmentsWithoutIpv6.get(id);
    const roles = rolesOf({ segment, ipv6 });
    const ownSegment = cached ?? {
      ...segment,
      ...limitToPresence(segment, both(segment.present, ipv6)),
      roles,
      index: all.length,
      maybeSame: ipv6 === false ? [] : [...segment.maybeSame, segment.index],
      maybeRouted: [],
    };
    if (!cached) {
      // A member with IPv6 and a member that may have IPv6 may reach each other.
      if (ipv6 === 'unknown')
        all[segment.index] = Object.assign(segment, { maybeSame: [...segment.maybeSame, ownSegment.index] });
      all.push(ownSegment);
      segmentsWithoutIpv6.set(id, ownSegment);
    }
    return { ...endpoint, segment: ownSegment, ipv6 };
  };
}

interface Group {
  readonly name: string | null;
  readonly networks: Network[];
}

/**
 * Builds the segments of a project for one family; segment indexes are the same in both families. `project` is null when the project name
 * is unknown.
 */
export function buildSegments(
  topology: Topology,
  project: string | null,
  behaviour: EngineBehaviour,
  family: Family,
  elsewhere?: ReadonlyMap<string, Network>,
): Segments {
  const groups = new Map<string, Group>();
  for (const network of topology.networks.values()) {
    const name = isNameUndecided(network) ? null : dockerNameOf(network, project);
    const id = name === null ? `unnamed ${network.name}` : `named ${name}`;
    const group = groups.get(id);
    if (group) group.networks.push(network);
    else groups.set(id, { name, networks: [network] });
  }
  const groupList = [...groups.values()];
  const twins = possibleTwins(groupList);
  const parents = layer3Parents(groupList);
  const listed: Segment[] = groupList.map((group, index) => ({
    ...groupTraits(asKnownElsewhere(group, elsewhere), behaviour, family),
    index,
    keys: group.networks.map(({ name }) => name),
    dockerName: group.name,
    undecided: isUnnamed(group),
    maybeSame: twins.get(index) ?? [],
    maybeRouted: routedWith(parents.get(layer3Parent(group) ?? ''), index),
  }));
  const defaultBridge = { ...defaultBridgeTraits(behaviour, family), index: listed.length };
  const byKey = new Map<string, Endpoint>();
  for (const segment of listed) {
    // No project can create a network of that name: it is docker0, to which `docker network connect` can attach a container.
    const endpointSegment = segment.dockerName === 'bridge' ? defaultBridge : segment;
    for (const key of segment.keys) byKey.set(key, { segment: endpointSegment, key, gatewayPriority: 0 });
  }
  const gateway = behaviour.gatewayBridge ? gatewayBridges(behaviour, family, listed.length + 1) : null;
  const all = [...listed, defaultBridge, ...(gateway ? [gateway.certain, gateway.possible] : [])];
  return {
    all,
    byKey,
    onDefaultBridge: { segment: defaultBridge, key: 'bridge', gatewayPriority: 0 },
    gatewayBridge: gateway && ((leadsOut) => gatewayEndpoints(gateway, leadsOut)),
    byDockerName: (name) => byKey.get(listed.find(({ dockerName }) => dockerName === name)?.keys[0] ?? ''),
    withoutIpv6: withoutIpv6(all, family),
  };
}

function isNameUndecided(network: Network): boolean {
  return isUndecided(network, 'key') || isUndecided(network, 'name');
}

/** True when the name of a group is undecided. Such a group holds exactly one network. */
function isUnnamed({ networks }: Group): boolean {
  return networks.some(isNameUndecided);
}

/** Returns an external group with its known definition; the same group when nothing is known. */
function asKnownElsewhere(group: Group, elsewhere: ReadonlyMap<string, Network> | undefined): Group {
  const known = group.name === null ? undefined : elsewhere?.get(group.name);
  if (!known || group.networks.some(({ external }) => external === false)) return group;
  return { ...group, networks: [{ ...known, external: false }] };
}

/** Returns the traits of a group: those of the network that this project creates, if it creates one. */
function groupTraits(group: Group, behaviour: EngineBehaviour, family: Family): SegmentTraits {
  const [first, ...rest] = group.networks.map((network) => segmentTraits(network, behaviour, family));
  if (!first) throw new RangeError('a segment without networks');
  return first.external ? (rest.find((traits) => !traits.external) ?? first) : first;
}

/**
 * Returns pairs of networks that may be the same, by index in both directions: an external `shop_back` is this project's `back` if the
 * project is called shop, and a network named by an unset variable may be any network.
 */
function possibleTwins(groups: readonly Group[]): ReadonlyMap<number, readonly number[]> {
  const unnamed = new Map<string, number>();
  groups.forEach(({ name, networks }, index) => {
    const key = networks[0]?.name;
    if (name === null && key !== undefined) unnamed.set(key, index);
  });
  const twins = new Map<number, Set<number>>();
  const add = (index: number, other: number): void => {
    twins.set(index, (twins.get(index) ?? new Set()).add(other));
    twins.set(other, (twins.get(other) ?? new Set()).add(index));
  };
  if (unnamed.size === 0) return new Map();
  groups.forEach(({ name }, index) => {
    if (name === null) return;
    for (let cut = name.indexOf('_'); cut >= 0; cut = name.indexOf('_', cut + 1)) {
      const twin = unnamed.get(name.slice(cut + 1));
      if (twin !== undefined) add(index, twin);
    }
  });
  groups.forEach((group, index) => {
    if (!isUnnamed(group)) return;
    for (let other = 0; other < groups.length; other++) if (other !== index) add(index, other);
  });
  return new Map([...twins].map(([index, others]) => [index, [...others]]));
}

/** Returns the ipvlan networks that route, by parent interface (C8). */
function layer3Parents(groups: readonly Group[]): ReadonlyMap<string, readonly number[]> {
  const parents = new Map<string, number[]>();
  groups.forEach((group, index) => {
    const parent = layer3Parent(group);
    if (parent !== null) parents.set(parent, [...(parents.get(parent) ?? []), index]);
  });
  return parents;
}

function routedWith(neighbours: readonly number[] | undefined, index: number): readonly number[] {
  return neighbours?.filter((other) => other !== index) ?? [];
}

function layer3Parent(group: Group): string | null {
  const [network] = group.networks;
  if (network?.driver !== 'ipvlan' || network.external !== false || !isLayer3(network)) return null;
  return network.driverOpts.get('parent') ?? null;
}

/** Returns the traits of docker0: no names (D5) and no IPv6 in a standard installation (F1). Only the daemon's settings change it. */
function defaultBridgeTraits(behaviour: EngineBehaviour, family: Family): Omit<Segment, 'index'> {
  const { icc, hostBinding, ipv6 } = behaviour.defaultBridge;
  const traits = withHostAccess(
    behaviour.filters[family]
      ? {
          ...plainBridgeTraits,
          ...wireTraits('nat', true, behaviour),
          carries: icc,
          answersBridges: answersBridges('nat', behaviour),
          isolation: behaviour.isolation.defaultBridge,
        }
      : unfilteredTraits({ internal: false, driverOpts: new Map() }, behaviour),
    behaviour,
  );
  return {
    ...limitToPresence(traits, family === 'ipv4' || ipv6),
    hostBinding,
    roles: {
      ipv4: { present: true, route: true, publishes: true },
      ipv6: { present: ipv6, route: ipv6, publishes: ipv6 },
    },
    proxiesIpv6: behaviour.proxiesIpv6,
    resolvesNames: false,
    keys: ['bridge'],
    dockerName: 'bridge',
    undecided: false,
    maybeSame: [],
    maybeRouted: [],
  };
}

function gatewayEndpoints({ certain, possible }: GatewayBridgeSegments, leadsOut: Tri): readonly Endpoint[] {
  if (leadsOut === false) return [];
  const segment = leadsOut === true ? certain : possible;
  return [{ segment, key: 'docker_gwbridge', gatewayPriority: 0 }];
}

/**
 * The `docker_gwbridge` through which swarm tasks leave their machine (SW2, SW4): one segment for certain members, one for possible
 * members.
 */
interface GatewayBridgeSegments {
  readonly certain: Segment;
  readonly possible: Segment;
}

/**
 * Returns both segments of `docker_gwbridge`, with indexes starting at `index`. It has no icc, no names and, in a standard installation, no
 * IPv6.
 */
function gatewayBridges(behaviour: EngineBehaviour, family: Family, index: number): GatewayBridgeSegments {
  const traits = {
    ...plainBridgeTraits,
    ...wireTraits('nat', true, behaviour),
    carries: false,
    resolvesNames: false,
  };
  const segmentWith = (present: Tri, segmentIndex: number): Segment => ({
    ...limitToPresence(traits, family === 'ipv4' ? present : false),
    index: segmentIndex,
    hidden: true,
    roles: {
      ipv4: { present: true, route: present, publishes: present },
      ipv6: { present: false, route: false, publishes: false },
    },
    proxiesIpv6: behaviour.proxiesIpv6,
    keys: ['docker_gwbridge'],
    dockerName: 'docker_gwbridge',
    undecided: false,
    maybeSame: [],
    maybeRouted: [],
  });
  return { certain: segmentWith(true, index), possible: segmentWith('unknown', index + 1) };
}
