// One side of a question about a pair of services in one address family: the service, its namespace and what holds for it.

import { attachmentPlace } from '../compose/places.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { modePath } from '../reach/document-paths.ts';
import { familyNames } from '../reach/families.ts';
import type { NamespaceFacts } from '../reach/namespaces/namespace-facts.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { EngineBehaviour } from '../reach/networks/engine-behaviour.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import type { Family } from '../reach/reach-model.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reason } from './explanation.ts';

export interface PairSide {
  readonly service: Service;
  readonly name: string;
  /** Its place among the active services. */
  readonly index: number;
  readonly base: ReachBase;
  readonly namespace: Namespace;
  readonly facts: NamespaceFacts;
  readonly family: Family;
  readonly behaviour: EngineBehaviour;
  readonly topology: Topology;
  /** All active ones. */
  readonly services: readonly Service[];
}

/** The party of an active service; null when it takes no part. */
export function sideOf(base: ReachBase, name: string): PairSide | null {
  const index = base.services.findIndex((service) => service.name === name);
  if (index < 0) return null;
  const namespace = itemAt(base.namespaceOf, index);
  return {
    service: itemAt(base.services, index),
    name,
    index,
    base,
    namespace,
    facts: itemAt(base.facts, namespace.index),
    family: base.family,
    behaviour: base.behaviour,
    topology: base.topology,
    services: base.services,
  };
}

/** All entries that put the party on its networks, and the `network_mode` by which it joins them. */
export function networkPaths(
  side: PairSide,
  networks: readonly string[] = side.facts.networks,
): readonly Path[] {
  const { owner } = side.namespace;
  if (!owner) return [modePath(side.service)];
  const paths = owner === side.service ? [] : [modePath(side.service)];
  if (owner.mode.kind !== 'networks') return [...paths, modePath(owner)];
  return [...paths, ...networks.map((network) => attachmentPlace(owner, network))];
}

/** `web is on front and mid`. */
export function whereabouts(side: PairSide): string {
  const { name, namespace, facts } = side;
  const joined = namespace.owner && namespace.owner !== side.service ? ` (with ${namespace.owner.name})` : '';
  return `${name}${joined} is on ${facts.networks.join(' and ') || 'no network'}`;
}

/** Why a party has no network of the file at all; null when it has one. */
export function detachedReason(side: PairSide): Reason | null {
  const at = networkPaths(side);
  switch (side.namespace.kind) {
    case 'none':
      return { rule: 'X15', text: `${side.name} has no network (network_mode: none)`, at };
    case 'unknown':
      return {
        rule: 'A8',
        text: `${side.name} uses a network namespace that this file does not manage`,
        at,
      };
    case 'host':
    case 'networks':
      return null;
  }
}

/** Why a party has no network that carries its family; null when it has one. */
export function lackingReason(side: PairSide): Reason | null {
  const { kind, endpoints } = side.namespace;
  if (kind !== 'networks') return detachedReason(side);
  if (endpoints.length === 0 || endpoints.some(({ segment }) => segment.present !== false)) return null;
  const off = ipv6OffReason(side);
  if (off) return off;
  const text = `no network of ${side.name} has ${familyNames[side.family]}`;
  return { rule: 'F1', text, at: networkPaths(side) };
}

/** F7: that IPv6 is switched off inside a party, or may be; null where it is not, and over IPv4. */
export function ipv6OffReason({ name, family, namespace: { owner, endpoints } }: PairSide): Reason | null {
  const off = endpoints.filter(({ ipv6 }) => ipv6 !== undefined);
  if (family === 'ipv4' || off.length === 0 || !owner) return null;
  const certain = off.every(({ ipv6 }) => ipv6 === false);
  const on = off.length === endpoints.length ? '' : ` on ${off.map(({ key }) => key).join(' and ')}`;
  const text = certain
    ? `IPv6 is switched off inside ${name}${on} (disable_ipv6)`
    : `whether a sysctl switches IPv6 off inside ${name}${on} is unknown`;
  const at: Path = owner.sysctls.some(({ key }) => key.endsWith('.disable_ipv6'))
    ? ['services', owner.name, 'sysctls']
    : attachmentPlace(owner, off[0]?.key ?? '');
  return { rule: 'F7', text, at: [at] };
}
