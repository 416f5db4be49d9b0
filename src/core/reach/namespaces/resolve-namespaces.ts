// Which network namespace each service lives in: its own, that of the service it joins, or one the file does not manage.

import {
  type JoiningServices,
  type NamespacePlace,
  namespacePlace,
} from '../../compose/network-namespaces.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import type { Segments } from '../networks/build-segments.ts';
import type { Endpoint } from '../networks/segment.ts';
import { both, either, not } from '../rows/tri.ts';
import { hasIngressPort } from './ingress-ports.ts';

export interface Namespace {
  readonly index: number;
  readonly kind: 'none' | 'host' | 'networks' | 'unknown';
  /** Whose it is; null when the file does not manage it. */
  readonly owner: Service | null;
  /** Indexes of the active services that live in it. */
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
 * The namespaces, in order of their first member; `of` gives the one of each service by index. Only active services count (A8). `known`: the
 * endpoints of an owner on the same segments, where they were worked out before.
 */
export function resolveNamespaces(
  services: readonly Service[],
  project: string | null,
  segments: Segments,
  known: (owner: Service) => readonly Endpoint[] | undefined = () => undefined,
): { readonly all: readonly Namespace[]; readonly of: readonly Namespace[] } {
  const all: Draft[] = [];
  const of: Draft[] = [];
  const owned = new Map<Service, Draft>();
  /** By the end of a chain that leads to no active service. */
  const foreign = new Map<string, Draft>();
  let active: JoiningServices<Service> | null = null;
  const add = (kind: Namespace['kind'], owner: Service | null): Draft => {
    const endpoints = owner ? (known(owner) ?? allEndpoints(owner, segments)) : [];
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
    if (joins(service)) {
      active ??= { services: new Map(services.map((service) => [service.name, service])), name: project };
      const place = namespacePlace(active, service);
      draft = place.kind === 'own' ? ownedBy(place.end) : foreignAt(endOf(place, service));
    } else {
      draft = ownedBy(service);
    }
    draft.members.push(index);
    of.push(draft);
  });
  return { all, of };
}

/**
 * Whether Docker gives it its service name, on `network` where that is asked: Compose names no alias where a `network_mode` names the network
 * (A20, D6), and what runs may have lost it.
 */
export function hasItsName(
  { mode, name, localName = name, hostname, containerName, attachments }: Service,
  network: string | null = null,
): boolean {
  if (hostname === localName || containerName === localName) return true;
  if (attachments.some(({ network: on, nameless }) => on === network && nameless === true)) return false;
  return mode.kind !== 'network';
}

function allEndpoints(owner: Service, segments: Segments): readonly Endpoint[] {
  const own = endpointsOf(owner, segments);
  const beside = besideNetworks(owner, segments);
  return beside.length === 0 ? own : [...own, ...beside];
}

function joins({ mode }: Service): boolean {
  return mode.kind === 'service' || mode.kind === 'container';
}

/** A key that is the same for all services that join the same namespace. */
function endOf(place: NamespacePlace<Service>, service: Service): string {
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

/** The kind of the namespace of a service that has one. */
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

/** The memberships of an owner in file order. */
export function endpointsOf(owner: Service, segments: Segments): readonly Endpoint[] {
  const off =
    owner.sysctls.length === 0 || ipv6Inside(owner.sysctls.map(({ key, value }) => `${key}=${value ?? ''}`));
  const met = (plain: Endpoint, ipv6 = off): Endpoint =>
    ipv6 === true ? plain : segments.withoutIpv6(plain, ipv6);
  if (owner.mode.kind === 'bridge') return [met(segments.onDefaultBridge)];
  if (owner.mode.kind === 'network') {
    const named = segments.byDockerName(owner.mode.of); // A20
    return named ? [met(named)] : [];
  }
  if (owner.mode.kind !== 'networks') return [];
  const endpoints: Endpoint[] = [];
  for (const { network, gatewayPriority, driverOpts } of owner.attachments) {
    const plain = segments.byKey.get(network);
    if (!plain) continue;
    const option = driverOpts.find(({ key }) => key === 'com.docker.network.endpoint.sysctls');
    const ipv6 = option ? both(off, ipv6Inside(option.value.split(','))) : off;
    endpoints.push(met(gatewayPriority === 0 ? plain : { ...plain, gatewayPriority }, ipv6));
  }
  return endpoints;
}

const ipv6Switch = /^net\.ipv6\.conf\.([^.]+)\.disable_ipv6=(.*)$/;

/** F7: whether a container keeps IPv6 under these settings, `KEY=VALUE`; one of a single device may be about another network. */
function ipv6Inside(sysctls: readonly string[]): Tri {
  return sysctls.reduce<Tri>((known, setting) => {
    const [, device, value = ''] = ipv6Switch.exec(setting.trim()) ?? [];
    if (device === undefined || value.trim() === '0') return known;
    const certain = (device === 'all' || device === 'IFNAME') && value.trim() === '1';
    return both(known, certain ? false : 'unknown');
  }, true);
}

/** SW2, SW11: `docker_gwbridge`, where one of the networks leads on or a port is published in ingress mode. */
function besideNetworks(owner: Service, segments: Segments): readonly Endpoint[] {
  if (!segments.gatewayBridge || owner.mode.kind !== 'networks') return [];
  const leads = endpointsOf(owner, segments).reduce<Tri>(
    (known, { segment }) => either(known, not(segment.internal)),
    hasIngressPort(owner),
  );
  return segments.gatewayBridge(leads);
}
