// Names that do not simply mean the service of that name: hosts files, links, and aliases that other services share with it.

import type { Service, Tri } from '../../compose/topology.ts';
import { gatewayOrder } from './gateway-order.ts';
import type { ReachBase } from './reach-base.ts';
import type { Namespace } from './resolve-namespaces.ts';
import type { Endpoint } from './segment.ts';

export interface NameDispute {
  /** The service whose own name is asked for. */
  readonly index: number;
  readonly resolves: Tri;
}

/** Another service that answers to a service's name: everywhere (`hostname`, `container_name`), or as an alias on one network. */
interface Claim {
  readonly index: number;
  readonly claimant: Service;
  readonly network: string | null;
}

/** Makes the function that lists, for one namespace, the names that need more than a common network; later entries win. */
export function nameDisputes(base: ReachBase): (namespace: Namespace) => readonly NameDispute[] {
  const indexes = new Map(base.services.map((service, index) => [service.name, index]));
  const spaces = new Map<Service, Namespace>();
  for (const namespace of base.namespaces) if (namespace.owner) spaces.set(namespace.owner, namespace);
  const claims = claimsOf(base.services, indexes);
  const placesOf = (service: Service, network: string | null): readonly Endpoint[] =>
    (spaces.get(service)?.endpoints ?? []).filter(
      ({ key, segment }) => segment.resolvesNames && (network === null || key === network),
    );

  return (namespace) => {
    const { owner } = namespace;
    if (!owner) return [];
    const found: NameDispute[] = [];
    for (const [index, rivals] of claims) {
      const service = base.services[index];
      if (!service) continue;
      const verdict = settleClaims(
        base,
        namespace,
        placesOf(service, null),
        rivals.flatMap(({ claimant, network }) => (claimant === owner ? [] : placesOf(claimant, network))),
      );
      if (verdict !== null) found.push({ index, resolves: verdict });
    }
    found.push(...linkDisputes(base, namespace, owner, indexes));
    found.push(...hostsFileDisputes(base, owner, indexes));
    return found;
  };
}

function claimsOf(
  services: readonly Service[],
  indexes: ReadonlyMap<string, number>,
): ReadonlyMap<number, Claim[]> {
  const claims = new Map<number, Claim[]>();
  const claim = (name: string | null, claimant: Service, network: string | null): void => {
    const index = name === null ? undefined : indexes.get(name);
    if (index === undefined || services[index] === claimant) return;
    const list = claims.get(index) ?? [];
    list.push({ index, claimant, network });
    claims.set(index, list);
  };
  for (const service of services) {
    claim(service.hostname, service, null);
    claim(service.containerName, service, null);
    for (const { network, aliases } of service.attachments) {
      for (const alias of aliases) claim(alias, service, network);
    }
  }
  return claims;
}

/** D3, D10: the first network that knows the name answers; null where no rival is in sight. */
function settleClaims(
  base: ReachBase,
  asking: Namespace,
  own: readonly Endpoint[],
  rivals: readonly Endpoint[],
): Tri | null {
  let first: Endpoint | null = null;
  let certain = true;
  let rivalSeen = false;
  const holds = (list: readonly Endpoint[], endpoint: Endpoint): boolean =>
    list.some(({ segment }) => segment === endpoint.segment);
  for (const endpoint of asking.endpoints) {
    const rival = holds(rivals, endpoint);
    if (!rival && !holds(own, endpoint)) continue;
    rivalSeen ||= rival;
    if (first === null) {
      first = endpoint;
      continue;
    }
    const order = gatewayOrder(endpoint, first, base.behaviour);
    if (order === 'unknown') certain = false;
    if (order === 'before') first = endpoint;
  }
  if (first === null || !rivalSeen) return null;
  if (!asking.endpoints.some((endpoint) => holds(own, endpoint))) return false;
  if (!certain || (holds(own, first) && holds(rivals, first))) return 'unknown';
  return holds(own, first);
}

/** D4, D5: a link's alias is asked first; on the default bridge links are the only names. */
function linkDisputes(
  base: ReachBase,
  asking: Namespace,
  owner: Service,
  indexes: ReadonlyMap<string, number>,
): readonly NameDispute[] {
  const found: NameDispute[] = [];
  for (const { service, alias } of owner.links) {
    const index = indexes.get(alias ?? service);
    const target = indexes.get(service);
    if (index === undefined || target === undefined) continue;
    const space = base.namespaceOf[target];
    const shared = asking.endpoints.some(({ segment }) =>
      space?.endpoints.some((endpoint) => endpoint.segment === segment),
    );
    if (shared && space?.owner === base.services[target]) found.push({ index, resolves: index === target });
  }
  return found;
}

/** `/etc/hosts` comes before any other answer: `extra_hosts` and the container's own host name. */
function hostsFileDisputes(
  base: ReachBase,
  owner: Service,
  indexes: ReadonlyMap<string, number>,
): readonly NameDispute[] {
  const found: NameDispute[] = [];
  for (const { key, value } of owner.extraHosts) {
    const index = indexes.get(key);
    if (index === undefined) continue;
    const own = base.services[index]?.attachments.some(
      ({ ipv4, ipv6 }) => value !== null && (ipv4 === value || ipv6 === value),
    );
    found.push({ index, resolves: own ?? false });
  }
  const self = owner.hostname === null ? undefined : indexes.get(owner.hostname);
  if (self !== undefined && base.services[self] !== owner) found.push({ index: self, resolves: false });
  return found;
}
