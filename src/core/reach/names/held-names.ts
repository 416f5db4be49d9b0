// Who holds which name on which network (D2), and who answers a container that asks for it: its own hosts file and links first, then its
// networks, of which the first that knows the name decides (D3, D12).

import type { Service } from '../../compose/topology.ts';
import { answersIn, gatewayOrder } from '../namespaces/gateway-order.ts';
import { hasItsName } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import type { Family } from '../reach-model.ts';
import { itemAt } from '../rows/item-at.ts';

/** Who may answer to a name: indexes of services. Where `certain`, all of them do, and nobody else. */
export interface NameAnswer {
  readonly certain: boolean;
  readonly holders: ReadonlySet<number>;
}

/** The holders of a name on one network, and how they spell it: the resolver makes no difference between upper and lower case (D12). */
interface Held {
  readonly by: Set<number>;
  readonly spelled: Set<string>;
}

/** By name, folded. */
export type Holders = ReadonlyMap<string, Held>;

/** The names of the containers of a service. */
export type ContainerNames = (service: Service) => readonly string[];

/** The names that are held among the active services. */
export interface HeldNames {
  /** By segment index. */
  readonly bySegment: readonly Holders[];
  /** Names of services that may be on any network (A20 with a variable). */
  readonly anywhere: Holders;
}

/** The same letters for a name however it is spelled (D12). */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** The name that the file of a service gives it. */
export function localName({ name, localName = name }: Service): string {
  return localName;
}

/** The names that are held in `base`; `containers` gives what the containers of a service are called. */
export function heldNames(base: ReachBase, containers: ContainerNames): HeldNames {
  const bySegment: Map<string, Held>[] = base.segments.all.map(() => new Map());
  const anywhere = new Map<string, Held>();
  const add = (table: Map<string, Held>, name: string, index: number): void => {
    const held = table.get(foldName(name)) ?? { by: new Set<number>(), spelled: new Set<string>() };
    held.by.add(index);
    held.spelled.add(name);
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

/** D2: the names that a service answers to on one of its networks. */
export function namesOn(
  service: Service,
  network: string,
  containers: readonly string[],
): ReadonlySet<string> {
  const names = new Set<string>();
  if (hasItsName(service, network)) names.add(localName(service));
  for (const attachment of service.attachments) {
    if (attachment.network === network) for (const alias of attachment.aliases) names.add(alias);
  }
  for (const name of containers) names.add(name);
  if (service.hostname !== null) names.add(service.hostname);
  return names;
}

const noHolders: ReadonlySet<number> = new Set();
export const nobody: NameAnswer = { certain: true, holders: noHolders };

/** The services that hold a name on the network of an endpoint. */
export function holdersOn(
  { bySegment }: HeldNames,
  { segment }: Endpoint,
  name: string,
): ReadonlySet<number> {
  return bySegment[segment.index]?.get(foldName(name))?.by ?? noHolders;
}

/** What the networks of a container answer, and those of them that may be the first to know the name. */
interface FirstAnswer extends NameAnswer {
  readonly from: readonly Endpoint[];
}

/** D3, D12: who answers on these networks, in one family or whichever, where `holders` says who holds the name on each. */
export function firstAnswer(
  { behaviour }: ReachBase,
  endpoints: readonly Endpoint[],
  family: Family | null,
  holders: (endpoint: Endpoint) => ReadonlySet<number>,
): FirstAnswer {
  const knowing = endpoints.filter(
    (endpoint) =>
      endpoint.segment.resolvesNames && holders(endpoint).size > 0 && answersIn(endpoint, family) !== false,
  );
  const from = knowing.filter(
    (endpoint) =>
      !knowing.some(
        (other) => answersIn(other, family) === true && gatewayOrder(other, endpoint, behaviour) === 'before',
      ),
  );
  const [first, ...rivals] = from;
  if (!first) return { ...nobody, from };
  const certain = from.some((endpoint) => answersIn(endpoint, family) === true);
  const same = rivals.every((endpoint) => sameSet(holders(endpoint), holders(first)));
  const all = new Set(from.flatMap((endpoint) => [...holders(endpoint)]));
  return { certain: certain && same, holders: all, from };
}

function sameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((index) => b.has(index));
}

/** Names that may mean something else in a container of its own accord: those of its hosts file and its links. */
export function fixedNames({ extraHosts, hostname, links }: Service): readonly string[] {
  return [
    ...links.map(({ alias, service }) => alias ?? service),
    ...extraHosts.map(({ key }) => key),
    ...(hostname === null ? [] : [hostname]),
  ];
}

/** What answers before any network is asked: the hosts file, then links (D4, D5); null where neither knows the name. */
export function fixedAnswer(base: ReachBase, owner: Service, name: string): NameAnswer | null {
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
    const there = itemAt(base.namespaceOf, target);
    const shared = itemAt(base.namespaceOf, ownIndex).endpoints.some(({ segment }) =>
      there.endpoints.some((endpoint) => endpoint.segment === segment),
    );
    if (shared && there.owner?.name === service) return { certain: true, holders: new Set([target]) };
  }
  return null;
}
