// One side of a pair in one address family: the service, its namespace and its facts.

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
  /** The index of the service among the active services. */
  readonly index: number;
  readonly base: ReachBase;
  readonly namespace: Namespace;
  readonly facts: NamespaceFacts;
  readonly family: Family;
  readonly behaviour: EngineBehaviour;
  readonly topology: Topology;
  /** All active services. */
  readonly services: readonly Service[];
}

/** Returns the side for an active service; null when the service does not take part. */
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

/** Returns all entries that attach a service to its networks, and the `network_mode` by which it joins a namespace. */
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

/** Returns a service with its networks in words: `web is on front and mid`. */
export function whereabouts(side: PairSide): string {
  const { name, namespace, facts } = side;
  const joined = namespace.owner && namespace.owner !== side.service ? ` (with ${namespace.owner.name})` : '';
  return `${name}${joined} is on ${facts.networks.join(' and ') || 'no network'}`;
}

/** Returns the reason why a service has no network of the file; null when it has one. */
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

/** Returns the reason why a service has no network that carries its address family; null when it has one. */
export function lackingReason(side: PairSide): Reason | null {
  const { kind, endpoints } = side.namespace;
  if (kind !== 'networks') return detachedReason(side);
  if (endpoints.length === 0 || endpoints.some(({ segment }) => segment.present !== false)) return null;
  const off = ipv6OffReason(side);
  if (off) return off;
  const text = `no network of ${side.name} has ${familyNames[side.family]}`;
  return { rule: 'F1', text, at: networkPaths(side) };
}

/** Returns the reason that IPv6 is or may be disabled inside a container (F7); null when it is not, and for IPv4. */
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
