// The holders of each name on each network (D2), and the answer to a container that asks for it: first its hosts file and links, then the
// first of its networks that knows the name (D3, D12).

import type { Service } from '../../compose/topology.ts';
import { answersInFamily, gatewayOrder } from '../namespaces/gateway-order.ts';
import { answersToServiceName } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import type { Family } from '../reach-model.ts';
import { itemAt } from '../rows/item-at.ts';

/** The services that may answer to a name, by index. When `certain`, all of them answer and no other service does. */
export interface NameAnswer {
  readonly certain: boolean;
  readonly holders: ReadonlySet<number>;
}

/** The services that hold a name on one network, and the spellings in use; the resolver ignores case (D12). */
interface NameHolders {
  readonly holders: Set<number>;
  readonly spellings: Set<string>;
}

/** The holders of each name, by folded name. */
export type HoldersByName = ReadonlyMap<string, NameHolders>;

/** Returns the container names of a service. */
export type ContainerNames = (service: Service) => readonly string[];

/** The names that the active services hold. */
export interface HeldNames {
  /** The names on each network, by segment index. */
  readonly bySegment: readonly HoldersByName[];
  /** The names of services that may be on any network (A20 with a variable). */
  readonly anywhere: HoldersByName;
}

/** Folds the case of a name, as the resolver does (D12). */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** Returns the name of a service in its own file. */
export function localName({ name, localName = name }: Service): string {
  return localName;
}

/** Collects the names that services hold; `containers` returns the container names of a service. */
export function heldNames(base: ReachBase, containers: ContainerNames): HeldNames {
  const bySegment: Map<string, NameHolders>[] = base.segments.all.map(() => new Map());
  const anywhere = new Map<string, NameHolders>();
  const add = (table: Map<string, NameHolders>, name: string, index: number): void => {
    const held = table.get(foldName(name)) ?? { holders: new Set<number>(), spellings: new Set<string>() };
    held.holders.add(index);
    held.spellings.add(name);
    table.set(foldName(name), held);
  };
  base.services.forEach((service, index) => {
    if (service.mode.kind === 'unknown') add(anywhere, localName(service), index);
    const { owner, endpoints } = itemAt(base.namespaceOf, index);
    if (owner !== service) return; // D6
    for (const { segment, key } of endpoints) {
      const table = bySegment[segment.index];
      if (!table || !segment.resolvesNames) continue;
      for (const name of namesOn(service, key, containers(service))) add(table, name, index);
    }
  });
  return { bySegment, anywhere };
}

/** Returns the names that a service answers to on one of its networks (D2). */
export function namesOn(
  service: Service,
  network: string,
  containers: readonly string[],
): ReadonlySet<string> {
  const names = new Set<string>();
  if (answersToServiceName(service, network)) names.add(localName(service));
  for (const attachment of service.attachments) {
    if (attachment.network === network) for (const alias of attachment.aliases) names.add(alias);
  }
  for (const name of containers) names.add(name);
  if (service.hostname !== null) names.add(service.hostname);
  return names;
}

const noHolders: ReadonlySet<number> = new Set();
export const noAnswer: NameAnswer = { certain: true, holders: noHolders };

/** Returns the services that hold a name on the network of an endpoint. */
export function holdersOn(
  { bySegment }: HeldNames,
  { segment }: Endpoint,
  name: string,
): ReadonlySet<number> {
  return bySegment[segment.index]?.get(foldName(name))?.holders ?? noHolders;
}

/** The answer of a container's networks to a name, and the networks that may answer first. */
interface FirstAnswer extends NameAnswer {
  readonly from: readonly Endpoint[];
}

/**
 * Returns the services that answer to a name on these networks, in one family or in any (D3, D12); `holders` returns those that hold the
 * name on each network.
 */
export function firstAnswer(
  { behaviour }: ReachBase,
  endpoints: readonly Endpoint[],
  family: Family | null,
  holders: (endpoint: Endpoint) => ReadonlySet<number>,
): FirstAnswer {
  const knowingEndpoints = endpoints.filter(
    (endpoint) =>
      endpoint.segment.resolvesNames &&
      holders(endpoint).size > 0 &&
      answersInFamily(endpoint, family) !== false,
  );
  const from = knowingEndpoints.filter(
    (endpoint) =>
      !knowingEndpoints.some(
        (other) =>
          answersInFamily(other, family) === true && gatewayOrder(other, endpoint, behaviour) === 'before',
      ),
  );
  const [first, ...rivals] = from;
  if (!first) return { ...noAnswer, from };
  const certain = from.some((endpoint) => answersInFamily(endpoint, family) === true);
  const same = rivals.every((endpoint) => sameSet(holders(endpoint), holders(first)));
  const all = new Set(from.flatMap((endpoint) => [...holders(endpoint)]));
  return { certain: certain && same, holders: all, from };
}

function sameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((index) => b.has(index));
}

/** Returns the names that a container's own hosts file and links may redefine. */
export function locallyDefinedNames({ extraHosts, hostname, links }: Service): readonly string[] {
  return [
    ...links.map(({ alias, service }) => alias ?? service),
    ...extraHosts.map(({ key }) => key),
    ...(hostname === null ? [] : [hostname]),
  ];
}

/** Returns the answer of a container's hosts file or links, which come before any network (D4, D5); null when neither knows the name. */
export function localAnswer(base: ReachBase, owner: Service, name: string): NameAnswer | null {
  const entry = owner.extraHosts.find(({ key }) => key === name);
  if (entry) {
    const holders = new Set<number>();
    base.services.forEach((service, index) => {
      const has = service.attachments.some(
        ({ ipv4, ipv6 }) => entry.value !== null && (ipv4 === entry.value || ipv6 === entry.value),
      );
      if (has) holders.add(index);
    });
    return { certain: true, holders };
  }
  if (owner.hostname === name)
    return { certain: true, holders: new Set([base.indexes.get(owner.name) ?? -1]) };
  for (const { service, alias } of owner.links) {
    if ((alias ?? service) !== name) continue;
    const [target, ownIndex] = [base.indexes.get(service), base.indexes.get(owner.name)];
    if (target === undefined || ownIndex === undefined) continue;
    const targetNamespace = itemAt(base.namespaceOf, target);
    const shared = itemAt(base.namespaceOf, ownIndex).endpoints.some(({ segment }) =>
      targetNamespace.endpoints.some((endpoint) => endpoint.segment === segment),
    );
    if (shared && targetNamespace.owner?.name === service)
      return { certain: true, holders: new Set([target]) };
  }
  return null;
}
