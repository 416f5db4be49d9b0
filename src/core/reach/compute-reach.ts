// Reach of a project on a given Engine (semantics §7), in any family and in each. Facts are computed per namespace and network; pairs are
// read from rows of bits that are computed on first use. Independent of text, rules and drawing.

import type { Service, Topology, Tri } from '../compose/topology.ts';
import { compareBytes } from '../text/compare-bytes.ts';
import { addEntries } from './add-entries.ts';
import { type Entries, noEntries } from './entries.ts';
import {
  addressFamilies,
  familiesDiffer,
  familyFacts,
  inAnyFamily,
  withoutFamilyFields,
} from './families.ts';
import { withForeignHost } from './foreign-host.ts';
import { namespaceEvidence } from './namespaces/evidence.ts';
import { mergePorts, portsIn } from './namespaces/published-ports.ts';
import type { Namespace } from './namespaces/resolve-namespaces.ts';
import { makeReachBase, type ReachBase } from './reach-base.ts';
import {
  type Family,
  type FamilyReach,
  type Reach,
  type ReachOptions,
  type ServiceFacts,
  type Way,
  ways,
} from './reach-model.ts';
import { directRow, directShared } from './rows/direct-rows.ts';
import { gatewayRow, gatewayShared } from './rows/gateway-rows.ts';
import { hostRow, hostShared } from './rows/host-rows.ts';
import { itemAt } from './rows/item-at.ts';
import { nameRow, nameShared } from './rows/name-rows.ts';
import { either } from './rows/tri.ts';
import { anyRow, type TriRow, triBit } from './rows/tri-row.ts';

/** Returns the reach base of a family; the base for IPv6 is computed on first use. */
type Bases = (family: Family) => ReachBase;

/** The bases that a reach was computed from, and its facts. */
interface ReachSource {
  readonly bases: Bases;
  readonly apart: boolean;
  readonly ownFacts: () => ReadonlyMap<string, ServiceFacts>;
}

const sources = new WeakMap<Reach, ReachSource>();

/** Returns the base that the rows of a reach in one family are computed from. */
export function baseOf(reach: Reach, topology: Topology, family: Family = 'ipv4'): ReachBase {
  return (sources.get(reach)?.bases ?? makeBases(topology, reach.options))(family);
}

function makeBases(topology: Topology, options: ReachOptions, reusable: ReachSource | null = null): Bases {
  const cached: { [family in Family]?: ReachBase } = {};
  return (family) => {
    const base = cached[family] ?? makeReachBase(topology, options, family, reusable?.bases(family));
    cached[family] = base;
    return base;
  };
}

/** Returns the name row of a namespace; each row is computed on first use. */
export type NameRows = (base: ReachBase) => (of: Namespace) => TriRow;

/** Computes the reach of every active service; `names` decides which names resolve for which service. */
export function computeReach(
  topology: Topology,
  options: ReachOptions,
  names: NameRows = serviceNameRows,
): Reach {
  return reachFrom(topology, options, names, null);
}

const serviceNameRows: NameRows = (base) => rowsOf(base, nameShared, nameRow);

/** Returns the reach of a project under other profiles and reuses the parts that no profile changes. */
export function reachWithProfiles(
  reach: Reach,
  topology: Topology,
  options: ReachOptions,
  profiles: readonly string[],
): Reach {
  const reusable = reach.options === options ? (sources.get(reach) ?? null) : null;
  return reachFrom(topology, { ...options, profiles }, serviceNameRows, reusable);
}

function reachFrom(
  topology: Topology,
  options: ReachOptions,
  names: NameRows,
  reusable: ReachSource | null,
): Reach {
  const bases = makeBases(topology, options, reusable);
  const base = bases('ipv4');
  const { indexes } = base;
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index === undefined) throw new RangeError(`not an active service: ${name}`);
    return index;
  };
  const namespaceOf = (name: string): Namespace => itemAt(base.namespaceOf, indexOf(name));
  const apart = familiesDiffer(base);
  const perFamily: { [family in Family]?: FamilyReach } = {};
  const family = (of: Family): FamilyReach => {
    const reach = perFamily[of] ?? familyReach(bases(of));
    perFamily[of] = reach;
    return reach;
  };
  const resolves = names(base);
  const rows = {
    direct: rowsOfAny(family, apart, 'direct'),
    viaHost: rowsOfAny(family, apart, 'viaHost'),
    viaGateway: rowsOfAny(family, apart, 'viaGateway'),
  };
  const row: Reach['row'] = (kind, from) =>
    kind === 'resolves' ? resolves(namespaceOf(from)) : rows[kind](from, namespaceOf(from));
  let cachedFacts: ReadonlyMap<string, ServiceFacts> | null = null;
  const ownFacts = (): ReadonlyMap<string, ServiceFacts> => {
    cachedFacts ??= factsOfServices(
      base,
      apart ? bases('ipv6') : null,
      reusable && reusable.apart === apart
        ? { base: reusable.bases('ipv4'), facts: reusable.ownFacts() }
        : null,
    );
    return cachedFacts;
  };
  const source: ReachSource = { bases, apart, ownFacts };
  const reach: Reach = {
    options,
    apart,
    addressFamilies: addressFamilies(topology, options),
    family,
    services: base.services.map(({ name }) => name),
    get facts() {
      return ownFacts();
    },
    row,
    ...noEntries,
    direct: (from, to) => triBit(row('direct', from), indexOf(to)),
    viaHost: (from, to) => triBit(row('viaHost', from), indexOf(to)),
    viaGateway: (from, to) => triBit(row('viaGateway', from), indexOf(to)),
    reaches: (from, to) => {
      const index = indexOf(to);
      return ways.reduce<Tri>((known, way) => either(known, triBit(row(way, from), index)), false);
    },
    resolves: (from, to) => triBit(row('resolves', from), indexOf(to)),
    aliases: (service) =>
      (base.services[indexOf(service)]?.attachments ?? []).flatMap(({ network, aliases }) =>
        aliases.map((alias) => ({ network, alias })),
      ),
    pair: (from, to) => ({
      direct: triBit(row('direct', from), indexOf(to)),
      networks: commonNetworks(apart ? [base, bases('ipv6')] : [base], namespaceOf(from), namespaceOf(to)),
      resolves: triBit(row('resolves', from), indexOf(to)),
      viaHost: triBit(row('viaHost', from), indexOf(to)),
      viaGateway: triBit(row('viaGateway', from), indexOf(to)),
    }),
  };
  sources.set(reach, source);
  if (options.foreignHost !== undefined) {
    const onForeignHost = withForeignHost(reach);
    sources.set(onForeignHost, source);
    return onForeignHost;
  }
  if (!options.machine) return reach;
  const onMachine = options.machine.over(topology, reach);
  sources.set(onMachine, source);
  return onMachine;
}

const reachBelowEntries = new WeakMap<Reach, Reach>();

/** Returns the reach without its proxies and tunnels; the same reach when it has none. */
export function withoutEntries(reach: Reach): Reach {
  return reachBelowEntries.get(reach) ?? reach;
}

/** Adds proxies and tunnels to a reach; the entries are computed on first use. */
export function withEntries(reach: Reach, entries: () => Entries): Reach {
  const extended = addEntries(reach, entries);
  reachBelowEntries.set(extended, reach);
  const source = sources.get(reach);
  if (source) sources.set(extended, source);
  return extended;
}

function familyReach(base: ReachBase): FamilyReach {
  const indexOf = (name: string): number => base.indexes.get(name) ?? -1;
  const namespaceOf = (name: string): Namespace => itemAt(base.namespaceOf, indexOf(name));
  const rows = {
    direct: rowsOf(base, directShared, directRow),
    viaHost: rowsOf(base, hostShared, hostRow),
    viaGateway: rowsOf(base, gatewayShared, gatewayRow),
  };
  const row: FamilyReach['row'] = (kind, from) => rows[kind](namespaceOf(from));
  return {
    row,
    facts: (name) => familyFacts(itemAt(base.facts, namespaceOf(name).index)),
    direct: (from, to) => triBit(row('direct', from), indexOf(to)),
    viaHost: (from, to) => triBit(row('viaHost', from), indexOf(to)),
    viaGateway: (from, to) => triBit(row('viaGateway', from), indexOf(to)),
  };
}

/** Returns the IPv4 row of a service, or the union of both families when they differ. */
function rowsOfAny(
  family: (of: Family) => FamilyReach,
  apart: boolean,
  kind: Way,
): (from: string, space: Namespace) => TriRow {
  const cached: (TriRow | undefined)[] = [];
  return (from, { index }) => {
    const row = family('ipv4').row(kind, from);
    if (!apart) return row;
    const any = cached[index] ?? anyRow(row, family('ipv6').row(kind, from));
    cached[index] = any;
    return any;
  };
}

/** Returns a cached source of rows of one kind; services in one namespace share a row. */
function rowsOf<Shared>(
  base: ReachBase,
  makeShared: (base: ReachBase) => Shared,
  makeRow: (base: ReachBase, shared: Shared, of: Namespace) => TriRow,
): (of: Namespace) => TriRow {
  let shared: Shared | null = null;
  const rows: (TriRow | undefined)[] = [];
  return (of) => {
    const cached = rows[of.index];
    if (cached) return cached;
    shared ??= makeShared(base);
    const row = makeRow(base, shared, of);
    rows[of.index] = row;
    return row;
  };
}

/** Facts computed earlier, with the base that they were computed from. */
interface PreviousFacts {
  readonly base: ReachBase;
  readonly facts: ReadonlyMap<string, ServiceFacts>;
}

function factsOfServices(
  base: ReachBase,
  ipv6: ReachBase | null,
  previous: PreviousFacts | null,
): ReadonlyMap<string, ServiceFacts> {
  const facts = new Map<string, ServiceFacts>();
  base.services.forEach((service, index) => {
    const namespace = itemAt(base.namespaceOf, index);
    const reused = previous && reusableFacts(previous, service, namespace);
    facts.set(service.name, reused ?? serviceFacts(service, namespace, base, ipv6));
  });
  return facts;
}

/** Returns the earlier facts of a service whose namespace still has the same owner; null otherwise. */
function reusableFacts(
  { base, facts }: PreviousFacts,
  service: Service,
  { owner }: Namespace,
): ServiceFacts | null {
  const index = base.indexes.get(service.name);
  if (index === undefined || owner === null || base.namespaceOf[index]?.owner !== owner) return null;
  return facts.get(service.name) ?? null;
}

/**
 * Returns the keys of the networks that carry connections from namespace `a` to namespace `b` in any family, as `a` names them, sorted;
 * none within one namespace.
 */
function commonNetworks(bases: readonly ReachBase[], a: Namespace, b: Namespace): readonly string[] {
  if (a === b) return [];
  const keys = new Set<string>();
  for (const { namespaces } of bases) {
    const others = itemAt(namespaces, b.index).endpoints;
    for (const { segment, key } of itemAt(namespaces, a.index).endpoints) {
      if (segment.carries === false) continue;
      if (others.some((endpoint) => endpoint.segment === segment)) keys.add(key);
    }
  }
  return [...keys].sort(compareBytes);
}

/** Returns the facts of one service from those of its namespace; `ipv6` is null when IPv6 adds nothing. */
function serviceFacts(
  service: Service,
  namespace: Namespace,
  base: ReachBase,
  ipv6: ReachBase | null,
): ServiceFacts {
  const facts = itemAt(base.facts, namespace.index);
  const joined = namespace.owner !== null && namespace.owner !== service;
  const ownFacts = familyFacts(facts);
  const other = ipv6 ? familyFacts(itemAt(ipv6.facts, namespace.index)) : null;
  return {
    name: service.name,
    isolation: joined ? 'joined' : facts.isolation,
    owner: namespace.owner?.name ?? null,
    networks: facts.networks,
    gateway: ownFacts.gateway ?? other?.gateway ?? null,
    ...(other ? inAnyFamily(ownFacts, other) : withoutFamilyFields(ownFacts)),
    evidence: namespaceEvidence(base.evidence, namespace, base.behaviour),
    ...mergePorts(facts.ports, portsIn(namespace, { ...base, family: 'ipv6' })),
  };
}
