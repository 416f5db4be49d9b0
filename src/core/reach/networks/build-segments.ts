// Groups the networks of a file into segments: networks with one real name are one network.

import { dockerNameOf } from '../../compose/docker-name-of.ts';
import type { Network, Topology, Tri } from '../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both } from '../rows/tri.ts';
import { answersBridges, isUndecided, unfilteredTraits, wireTraits } from './bridge-traits.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { isLayer3, meetingHost, segmentTraits } from './network-traits.ts';
import {
  type Endpoint,
  plainBridgeTraits,
  rolesOf,
  type Segment,
  type SegmentTraits,
  whilePresent,
} from './segment.ts';

export interface Segments {
  readonly all: readonly Segment[];
  /** By the key of a network: a membership without a priority. Shared, so that most services need none of their own. */
  readonly byKey: ReadonlyMap<string, Endpoint>;
  readonly onDefaultBridge: Endpoint;
  /** The membership of a service whose `network_mode` names a network (A20). */
  readonly byDockerName: (name: string) => Endpoint | undefined;
  /** F7: the membership of a container that has no IPv6 there, or perhaps none, whatever the network has. */
  readonly withoutIpv6: (endpoint: Endpoint, ipv6: false | 'unknown') => Endpoint;
  /** SW2: what the Engine adds to the networks of a service, by whether they lead on; null where it adds none. */
  readonly gatewayBridge: ((leads: Tri) => readonly Endpoint[]) | null;
}

/** F7: over IPv4 such a container is a member like others; over IPv6 it is on a network of its own, where it has no address. */
function withoutIpv6(all: Segment[], family: Family): Segments['withoutIpv6'] {
  const apart = new Map<string, Segment>();
  return (endpoint, ipv6) => {
    if (family === 'ipv4') return { ...endpoint, ipv6 };
    const { segment } = endpoint;
    const id = `${segment.index} ${ipv6}`;
    const known = apart.get(id);
    const roles = rolesOf({ segment, ipv6 });
    const ownSegment = known ?? {
      ...segment,
      ...whilePresent(segment, both(segment.present, ipv6)),
      roles,
      index: all.length,
      maybeSame: ipv6 === false ? [] : [...segment.maybeSame, segment.index],
      maybeRouted: [],
    };
    if (!known) {
      // Who has IPv6 there may meet who perhaps has none.
      if (ipv6 === 'unknown')
        all[segment.index] = Object.assign(segment, { maybeSame: [...segment.maybeSame, ownSegment.index] });
      all.push(ownSegment);
      apart.set(id, ownSegment);
    }
    return { ...endpoint, segment: ownSegment, ipv6 };
  };
}

interface Group {
  readonly name: string | null;
  readonly networks: Network[];
}

/** The segments of a project whose name is `project`, or unknown, as `family` meets them; their indexes are those of the other family. */
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
  const list = [...groups.values()];
  const twins = possibleTwins(list);
  const parents = layer3Parents(list);
  const listed: Segment[] = list.map((group, index) => ({
    ...groupTraits(asMade(group, elsewhere), behaviour, family),
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
    // Nobody can make a network of that name: it is docker0, which `docker network connect` puts a container on beside others.
    const met = segment.dockerName === 'bridge' ? defaultBridge : segment;
    for (const key of segment.keys) byKey.set(key, { segment: met, key, gatewayPriority: 0 });
  }
  const gateway = behaviour.gatewayBridge ? gatewayBridges(behaviour, family, listed.length + 1) : null;
  const all = [...listed, defaultBridge, ...(gateway ? [gateway.certain, gateway.perhaps] : [])];
  return {
    all,
    byKey,
    onDefaultBridge: { segment: defaultBridge, key: 'bridge', gatewayPriority: 0 },
    gatewayBridge: gateway && ((leads) => gatewayEndpoints(gateway, leads)),
    byDockerName: (name) => byKey.get(listed.find(({ dockerName }) => dockerName === name)?.keys[0] ?? ''),
    withoutIpv6: withoutIpv6(all, family),
  };
}

function isNameUndecided(network: Network): boolean {
  return isUndecided(network, 'key') || isUndecided(network, 'name');
}

/** Whether the name of a group is undecided. Such a group has one network, since it is put together with no other. */
function isUnnamed({ networks }: Group): boolean {
  return networks.some(isNameUndecided);
}

/** A group that others make, as it is known to be made; itself where nothing is known. */
function asMade(group: Group, elsewhere: ReadonlyMap<string, Network> | undefined): Group {
  const known = group.name === null ? undefined : elsewhere?.get(group.name);
  if (!known || group.networks.some(({ external }) => external === false)) return group;
  return { ...group, networks: [{ ...known, external: false }] };
}

/** Where one of several networks of one name is made by this project, its options are the ones that count. */
function groupTraits(group: Group, behaviour: EngineBehaviour, family: Family): SegmentTraits {
  const [first, ...rest] = group.networks.map((network) => segmentTraits(network, behaviour, family));
  if (!first) throw new RangeError('a segment without networks');
  return first.external ? (rest.find((traits) => !traits.external) ?? first) : first;
}

/**
 * An external `shop_back` is this project's `back` if the project is called shop, and what a variable without a value names is
 * any network: indexes of such pairs, both ways.
 */
function possibleTwins(groups: readonly Group[]): ReadonlyMap<number, readonly number[]> {
  const unnamed = new Map<string, number>();
  groups.forEach(({ name, networks }, index) => {
    const key = networks[0]?.name;
    if (name === null && key !== undefined) unnamed.set(key, index);
  });
  const twins = new Map<number, Set<number>>();
  const add = (one: number, other: number): void => {
    twins.set(one, (twins.get(one) ?? new Set()).add(other));
    twins.set(other, (twins.get(other) ?? new Set()).add(one));
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

/** C8: ipvlan networks that route, by their parent interface. */
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

/** docker0: no names (D5), no IPv6 as installed (F1); no project makes it otherwise, only the daemon does. */
function defaultBridgeTraits(behaviour: EngineBehaviour, family: Family): Omit<Segment, 'index'> {
  const { icc, hostBinding, ipv6 } = behaviour.defaultBridge;
  const traits = meetingHost(
    behaviour.filters[family]
      ? {
          ...plainBridgeTraits,
          ...wireTraits('nat', true, behaviour),
          carries: icc,
          answersBridges: answersBridges('nat', behaviour),
          keptApart: behaviour.keptApart.defaultBridge,
        }
      : unfilteredTraits({ internal: false, driverOpts: new Map() }, behaviour),
    behaviour,
  );
  return {
    ...whilePresent(traits, family === 'ipv4' || ipv6),
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

function gatewayEndpoints({ certain, perhaps }: GatewayBridges, leads: Tri): readonly Endpoint[] {
  if (leads === false) return [];
  const segment = leads === true ? certain : perhaps;
  return [{ segment, key: 'docker_gwbridge', gatewayPriority: 0 }];
}

/** `docker_gwbridge`, by which the tasks of a swarm leave their machine (SW2, SW4): for tasks that are on it, and for those that may be. */
interface GatewayBridges {
  readonly certain: Segment;
  readonly perhaps: Segment;
}

/** Both, with indexes from `index` on. It has no icc, no names, and no IPv6 as it is installed. */
function gatewayBridges(behaviour: EngineBehaviour, family: Family, index: number): GatewayBridges {
  const traits = {
    ...plainBridgeTraits,
    ...wireTraits('nat', true, behaviour),
    carries: false,
    resolvesNames: false,
  };
  const as = (present: Tri, at: number): Segment => ({
    ...whilePresent(traits, family === 'ipv4' ? present : false),
    index: at,
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
  return { certain: as(true, index), perhaps: as('unknown', index + 1) };
}
