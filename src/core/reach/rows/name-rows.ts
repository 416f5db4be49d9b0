// Whose service name a namespace can look up (D2–D7), also where a name does not simply mean the service of that name: hosts files, links,
// and names that other services share with it.

import type { Service, Tri } from '../../compose/topology.ts';
import { answersIn, gatewayOrder, nameFamilies } from '../namespaces/gateway-order.ts';
import { hasItsName, type Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { addRow, type BitRow, clearBit, dropRow, hasBit, newRow, setBit } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { agreed } from './tri.ts';
import { addMaybe, newTriRow, settle, type TriDraft, type TriRow } from './tri-row.ts';

/** What the name rows of a project share. */
interface NameShared {
  readonly claims: NameClaims;
  /** Services on a network that the file states by its name alone: it may be any. */
  readonly foreign: BitRow;
  /** All that may have a name at all (D6, D7). */
  readonly named: BitRow;
  /** By segment index: the row of all who are on it alone and whose names cannot be disputed, once it was made. */
  readonly alone: (TriRow | undefined)[];
}

export function nameShared(base: ReachBase): NameShared {
  const foreign = newRow(base.services.length);
  const named = newRow(base.services.length);
  base.services.forEach((service, index) => {
    const { mode } = service;
    if (mode.kind === 'unknown') setBit(foreign, index);
    const onNetworks = mode.kind === 'networks' || (mode.kind === 'network' && hasItsName(service));
    if (mode.kind === 'unknown' || onNetworks) setBit(named, index);
  });
  return { claims: nameClaims(base), foreign, named, alone: [] };
}

/** The name row of a namespace. */
export function nameRow(base: ReachBase, ground: NameShared, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  const alike = namespace.endpoints.length === 1 && asksPlainly(ground, namespace);
  const known = only && alike ? ground.alone[only.segment.index] : undefined;
  if (known) return known;
  const row = makeRow(base, ground, namespace);
  if (only && alike) ground.alone[only.segment.index] = row;
  return row;
}

/** Whether no name can be disputed for it: nobody else claims one, and it has no links, hosts or other name of its own. */
function asksPlainly({ claims }: NameShared, { owner }: Namespace): boolean {
  return (
    claims.size === 0 && owner?.links.length === 0 && owner.extraHosts.length === 0 && owner.hostname === null
  );
}

function makeRow(base: ReachBase, ground: NameShared, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  if (namespace.kind === 'unknown') addMaybe(row, ground.named);
  if (namespace.kind !== 'networks') return row; // D7
  for (const { segment } of namespace.endpoints) {
    if (!segment.resolvesNames) continue; // D5
    addRow(row.yes, itemAt(base.owners, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.owners, other));
    addMaybe(row, ground.foreign);
  }
  doubtForeign(row, base, namespace);
  for (const { index, resolves } of nameDisputes(base, ground.claims, namespace)) {
    clearBit(row.yes, index);
    if (hasBit(row.maybe, index)) clearBit(row.maybe, index);
    if (resolves === true) setBit(row.yes, index);
    if (resolves === 'unknown') addMaybe(row, single(index, base.services.length));
  }
  return settle(row);
}

/**
 * D13: on a network that others make, other stacks may answer to the same names. Certain is what a network of this file answers first, or
 * beside which there is no such network.
 */
function doubtForeign(row: TriDraft, base: ReachBase, { endpoints }: Namespace): void {
  const [foreign, ownEndpoints] = [true, false].map((external) =>
    endpoints.filter(({ segment }) => segment.external === external && segment.resolvesNames),
  );
  if (!foreign || foreign.length === 0) return;
  const certain = newRow(base.services.length);
  for (const endpoint of ownEndpoints ?? []) {
    const first = foreign.every((other) => gatewayOrder(endpoint, other, base.behaviour) === 'before');
    if (first) addRow(certain, itemAt(base.owners, endpoint.segment.index));
  }
  const doubtful = row.yes.slice();
  dropRow(doubtful, certain);
  dropRow(row.yes, doubtful);
  addMaybe(row, doubtful);
}

function single(index: number, size: number): BitRow {
  const row = newRow(size);
  setBit(row, index);
  return row;
}

interface NameDispute {
  /** The service whose own name is asked for. */
  readonly index: number;
  readonly resolves: Tri;
}

/** The names that need more than a common network, as one namespace asks for them; later entries win. */
function nameDisputes(base: ReachBase, claims: NameClaims, namespace: Namespace): readonly NameDispute[] {
  const { owner } = namespace;
  const { indexes } = base;
  if (!owner) return [];
  const placesOf = (service: Service, network: string | null): readonly Endpoint[] => {
    const index = indexes.get(service.name);
    const space = index === undefined ? undefined : base.namespaceOf[index];
    if (space?.owner?.name !== service.name) return []; // D6
    return space.endpoints.filter(
      ({ key, segment }) => segment.resolvesNames && (network === null || key === network),
    );
  };
  const found: NameDispute[] = [];
  for (const [index, rivals] of claims) {
    const service = base.services[index];
    if (!service) continue;
    const verdict = settleClaims(
      base,
      namespace,
      placesOf(service, null).filter(({ key }) => hasItsName(service, key)), // A20
      rivals.flatMap(({ claimant, network }) =>
        claimant.name === owner.name ? [] : placesOf(claimant, network),
      ),
    );
    if (verdict !== null) found.push({ index, resolves: verdict });
  }
  found.push(...linkDisputes(base, namespace, owner, indexes));
  found.push(...hostsFileDisputes(base, owner, indexes));
  return found;
}

/** D3, D10, D12: the first network that knows the name answers; null where no other service claims it on these networks. */
function settleClaims(
  base: ReachBase,
  asking: Namespace,
  ownEndpoints: readonly Endpoint[],
  rivals: readonly Endpoint[],
): Tri | null {
  const holds = (list: readonly Endpoint[], endpoint: Endpoint): boolean =>
    list.some(({ segment }) => segment === endpoint.segment);
  if (!asking.endpoints.some((endpoint) => holds(rivals, endpoint))) return null;
  const verdicts = nameFamilies(base.behaviour).flatMap((family): readonly Tri[] => {
    let first: Endpoint | null = null;
    let certain = true;
    for (const endpoint of asking.endpoints) {
      const answers = answersIn(endpoint, family);
      if (answers === false || !(holds(rivals, endpoint) || holds(ownEndpoints, endpoint))) continue;
      if (answers === 'unknown') certain = false;
      if (first === null) {
        first = endpoint;
        continue;
      }
      const order = gatewayOrder(endpoint, first, base.behaviour);
      if (order === 'unknown') certain = false;
      if (order === 'before') first = endpoint;
    }
    if (first === null) return [];
    if (!asking.endpoints.some((endpoint) => holds(ownEndpoints, endpoint))) return [false];
    if (!certain || (holds(ownEndpoints, first) && holds(rivals, first))) return ['unknown'];
    return [holds(ownEndpoints, first)];
  });
  return agreed(verdicts);
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
    const isMember = base.services[index]?.attachments.some(
      ({ ipv4, ipv6 }) => value !== null && (ipv4 === value || ipv6 === value),
    );
    found.push({ index, resolves: isMember ?? false });
  }
  const self = owner.hostname === null ? undefined : indexes.get(owner.hostname);
  if (self !== undefined && base.services[self] !== owner) found.push({ index: self, resolves: false });
  return found;
}

/** Another service that answers to a service's name: everywhere (`hostname`, `container_name`), or as an alias on one network. */
interface Claim {
  readonly claimant: Service;
  readonly network: string | null;
}

/** By the index of the service whose name is claimed. */
type NameClaims = ReadonlyMap<number, readonly Claim[]>;

/** All claims among the active services, without which no name is disputed; mostly there are none. */
function nameClaims({ services }: Pick<ReachBase, 'services'>): NameClaims {
  const named = new Map<string, number[]>();
  services.forEach(({ name }, index) => {
    const same = named.get(fold(name));
    if (same) same.push(index);
    else named.set(fold(name), [index]);
  });
  const claims = new Map<number, Claim[]>();
  services.forEach((claimant, own) => {
    const claim = (name: string, network: string | null): void => {
      for (const index of named.get(fold(name)) ?? []) {
        if (index === own) continue;
        const list = claims.get(index) ?? [];
        list.push({ claimant, network });
        claims.set(index, list);
      }
    };
    // Only one that is written in other letters: a name stands once in a file.
    if (hasItsName(claimant)) claim(claimant.name, null);
    if (claimant.hostname !== null) claim(claimant.hostname, null);
    if (claimant.containerName !== null) claim(claimant.containerName, null);
    for (const { network, aliases } of claimant.attachments) {
      for (const alias of aliases) claim(alias, network);
    }
  });
  return claims;
}

/** D12: upper and lower case are one. */
function fold(name: string): string {
  return name.toLowerCase();
}
