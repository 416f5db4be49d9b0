// The network namespace of each service: its own, that of the service it joins, or one that the file does not manage.

import { type NamespaceEnd, type NamespaceServices, namespaceEnd } from '../../compose/network-namespaces.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import type { Segments } from '../networks/build-segments.ts';
import type { Endpoint } from '../networks/segment.ts';
import { both, either, not } from '../rows/tri.ts';
import { hasIngressPort } from './ingress-ports.ts';

export interface Namespace {
  readonly index: number;
  readonly kind: 'none' | 'host' | 'networks' | 'unknown';
  /** The service that owns the namespace; null when the file does not manage it. */
  readonly owner: Service | null;
  /** The indexes of the active services in the namespace. */
  readonly members: readonly number[];
  readonly endpoints: readonly Endpoint[];
}

interface Draft {
  readonly index: number;
  readonly kind: Namespace['kind'];
  readonly owner: Service | null;
  readonly members: number[];
  readonly endpoints: readonly Endpoint[];
}

/**
 * Returns the namespaces in the order of their first members; `of` maps each service to its namespace by index. Only active services count
 * (A8). `known` returns earlier endpoints of an owner on the same segments.
 */
export function resolveNamespaces(
  services: readonly Service[],
  project: string | null,
  segments: Segments,
  reusableEndpoints: (owner: Service) => readonly Endpoint[] | undefined = () => undefined,
): { readonly all: readonly Namespace[]; readonly of: readonly Namespace[] } {
  const all: Draft[] = [];
  const of: Draft[] = [];
  const owned = new Map<Service, Draft>();
  /** The namespaces outside these files, by the end of the chain that leads to them. */
  const foreign = new Map<string, Draft>();
  let active: NamespaceServices<Service> | null = null;
  const add = (kind: Namespace['kind'], owner: Service | null): Draft => {
    const endpoints = owner ? (reusableEndpoints(owner) ?? allEndpoints(owner, segments)) : [];
    const draft: Draft = { index: all.length, kind, owner, members: [], endpoints };
    all.push(draft);
    return draft;
  };
  const ownedBy = (owner: Service): Draft => {
    const kind = ownKind(owner);
    const draft = owned.get(owner) ?? add(kind, kind === 'unknown' ? null : owner);
    owned.set(owner, draft);
    return draft;
  };
  const foreignAt = (end: string): Draft => {
    const draft = foreign.get(end) ?? add('unknown', null);
    foreign.set(end, draft);
    return draft;
  };
  services.forEach((service, index) => {
    let draft: Draft;
    if (joinsNamespace(service)) {
      active ??= { services: new Map(services.map((service) => [service.name, service])), name: project };
      const place = namespaceEnd(active, service);
      draft = place.kind === 'own' ? ownedBy(place.end) : foreignAt(joinKey(place, service));
    } else {
      draft = ownedBy(service);
    }
    draft.members.push(index);
    of.push(draft);
  });
  return { all, of };
}

/**
 * True when Docker gives a service its service name, on the given network if any. Compose sets no alias when `network_mode` names a network
 * (A20, D6), and a running container may have lost it.
 */
export function answersToServiceName(
  { mode, name, localName = name, hostname, containerName, attachments }: Service,
  network: string | null = null,
): boolean {
  if (hostname === localName || containerName === localName) return true;
  if (attachments.some(({ network: on, nameless }) => on === network && nameless === true)) return false;
  return mode.kind !== 'network';
}

function allEndpoints(owner: Service, segments: Segments): readonly Endpoint[] {
  const ownEndpoints = endpointsOf(owner, segments);
  const bridgeEndpoints = gatewayBridgeEndpoints(owner, segments);
  return bridgeEndpoints.length === 0 ? ownEndpoints : [...ownEndpoints, ...bridgeEndpoints];
}

function joinsNamespace({ mode }: Service): boolean {
  return mode.kind === 'service' || mode.kind === 'container';
}

/** Returns a key that is equal for all services that join the same namespace. */
function joinKey(place: NamespaceEnd<Service>, service: Service): string {
  switch (place.kind) {
    case 'foreign':
      return `container ${place.container}`;
    case 'missing':
      return `service ${place.service}`;
    case 'own':
    case 'circle':
      return `circle at ${service.name}`;
  }
}

/** Returns the kind of a service's own namespace. */
function ownKind({ mode }: Service): Namespace['kind'] {
  switch (mode.kind) {
    case 'none':
    case 'host':
      return mode.kind;
    case 'networks':
    case 'bridge':
    case 'network':
      return 'networks';
    case 'unknown':
    case 'service':
    case 'container':
      return 'unknown';
  }
}

/** Returns the network memberships of an owner in file order. */
export function endpointsOf(owner: Service, segments: Segments): readonly Endpoint[] {
  const ipv6OfContainer =
    owner.sysctls.length === 0 || ipv6Inside(owner.sysctls.map(({ key, value }) => `${key}=${value ?? ''}`));
  const withIpv6State = (plain: Endpoint, ipv6 = ipv6OfContainer): Endpoint =>
    ipv6 === true ? plain : segments.withoutIpv6(plain, ipv6);
  if (owner.mode.kind === 'bridge') return [withIpv6State(segments.onDefaultBridge)];
  if (owner.mode.kind === 'network') {
    const named = segments.byDockerName(owner.mode.of); // A20
    return named ? [withIpv6State(named)] : [];
  }
  if (owner.mode.kind !== 'networks') return [];
  const endpoints: Endpoint[] = [];
  for (const { network, gatewayPriority, driverOpts } of owner.attachments) {
    const plain = segments.byKey.get(network);
    if (!plain) continue;
    const option = driverOpts.find(({ key }) => key === 'com.docker.network.endpoint.sysctls');
    const ipv6 = option ? both(ipv6OfContainer, ipv6Inside(option.value.split(','))) : ipv6OfContainer;
    endpoints.push(withIpv6State(gatewayPriority === 0 ? plain : { ...plain, gatewayPriority }, ipv6));
  }
  return endpoints;
}

const ipv6Switch = /^net\.ipv6\.conf\.([^.]+)\.disable_ipv6=(.*)$/;

/**
 * Returns whether a container keeps IPv6 under these sysctls, each `KEY=VALUE` (F7); unknown for a single device, which may belong to
 * another network.
 */
function ipv6Inside(sysctls: readonly string[]): Tri {
  return sysctls.reduce<Tri>((known, setting) => {
    const [, device, value = ''] = ipv6Switch.exec(setting.trim()) ?? [];
    if (device === undefined || value.trim() === '0') return known;
    const certain = (device === 'all' || device === 'IFNAME') && value.trim() === '1';
    return both(known, certain ? false : 'unknown');
  }, true);
}

/** Returns the membership in `docker_gwbridge`, present when a network leads out or a port is published in ingress mode (SW2, SW11). */
function gatewayBridgeEndpoints(owner: Service, segments: Segments): readonly Endpoint[] {
  if (!segments.gatewayBridge || owner.mode.kind !== 'networks') return [];
  const leadsOut = endpointsOf(owner, segments).reduce<Tri>(
    (known, { segment }) => either(known, not(segment.internal)),
    hasIngressPort(owner),
  );
  return segments.gatewayBridge(leadsOut);
}
