// Reachability of a project on a given Engine (semantics §7), by any family and by each. Facts are kept per namespace and per
// network; pairs are read from rows of bits that are made when first asked for. Knows nothing of text, rules or drawing.

import type { Service, Topology, Tri } from '../compose/topology.ts';
import { compareBytes } from '../text/compare-bytes.ts';
import { type Entries, noEntries } from './entries.ts';
import { addressFamilies, factsOnly, familiesDiffer, familyFacts, inAnyFamily } from './families.ts';
import { overForeignHost } from './foreign-host.ts';
import { namespaceEvidence } from './namespaces/evidence.ts';
import { mergePorts, portsIn } from './namespaces/published-ports.ts';
import type { Namespace } from './namespaces/resolve-namespaces.ts';
import { overEntries } from './over-entries.ts';
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

/** The bases of a project by family; that of IPv6 is made when it is first asked for. */
type Bases = (family: Family) => ReachBase;

/** What a reach was made from, and its facts. */
interface Made {
  readonly bases: Bases;
  readonly apart: boolean;
  readonly ownFacts: () => ReadonlyMap<string, ServiceFacts>;
}

const known = new WeakMap<Reach, Made>();

/** What the rows of `reach` in `family` are made from. */
export function baseOf(reach: Reach, topology: Topology, family: Family = 'ipv4'): ReachBase {
  return (known.get(reach)?.bases ?? makeBases(topology, reach.options))(family);
}

function makeBases(topology: Topology, options: ReachOptions, alike: Made | null = null): Bases {
  const made: { [family in Family]?: ReachBase } = {};
  return (family) => {
    const base = made[family] ?? makeReachBase(topology, options, family, alike?.bases(family));
    made[family] = base;
    return base;
  };
}

/** The rows of names, each made when first asked for. */
export type NameRows = (base: ReachBase) => (of: Namespace) => TriRow;

/** Computes what every active service reaches, and what reaches it; `names` says whose name resolves for whom. */
export function computeReach(topology: Topology, options: ReachOptions, names: NameRows = ownNames): Reach {
  return reachFrom(topology, options, names, null);
}

const ownNames: NameRows = (base) => rowsOf(base, nameShared, nameRow);

/** `reach` of a project with other profiles on; what holds of it whatever the profiles is used again. */
export function reachWithProfiles(
  reach: Reach,
  topology: Topology,
  options: ReachOptions,
  profiles: readonly string[],
): Reach {
  const alike = reach.options === options ? (known.get(reach) ?? null) : null;
  return reachFrom(topology, { ...options, profiles }, ownNames, alike);
}

function reachFrom(topology: Topology, options: ReachOptions, names: NameRows, alike: Made | null): Reach {
  const bases = makeBases(topology, options, alike);
  const base = bases('ipv4');
  const { indexes } = base;
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index === undefined) throw new RangeError(`not an active service: ${name}`);
    return index;
  };
  const spaceOf = (name: string): Namespace => itemAt(base.namespaceOf, indexOf(name));
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
    kind === 'resolves' ? resolves(spaceOf(from)) : rows[kind](from, spaceOf(from));
  let asked: ReadonlyMap<string, ServiceFacts> | null = null;
  const ownFacts = (): ReadonlyMap<string, ServiceFacts> => {
    asked ??= allFacts(
      base,
      apart ? bases('ipv6') : null,
      alike && alike.apart === apart ? { base: alike.bases('ipv4'), facts: alike.ownFacts() } : null,
    );
    return asked;
  };
  const own: Made = { bases, apart, ownFacts };
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
      networks: commonNetworks(apart ? [base, bases('ipv6')] : [base], spaceOf(from), spaceOf(to)),
      resolves: triBit(row('resolves', from), indexOf(to)),
      viaHost: triBit(row('viaHost', from), indexOf(to)),
      viaGateway: triBit(row('viaGateway', from), indexOf(to)),
    }),
  };
  known.set(reach, own);
  if (options.foreignHost !== undefined) {
    const elsewhere = overForeignHost(reach);
    known.set(elsewhere, own);
    return elsewhere;
  }
  if (!options.machine) return reach;
  const onMachine = options.machine.over(topology, reach);
  known.set(onMachine, own);
  return onMachine;
}

const under = new WeakMap<Reach, Reach>();

/** The reach without proxies and tunnels that `reach` was made from; itself where it knows of none. */
export function withoutEntries(reach: Reach): Reach {
  return under.get(reach) ?? reach;
}

/** `reach` with who comes in through proxies and tunnels; `entries` are asked for when they are first needed. */
export function withEntries(reach: Reach, entries: () => Entries): Reach {
  const over = overEntries(reach, entries);
  under.set(over, reach);
  const made = known.get(reach);
  if (made) known.set(over, made);
  return over;
}

function familyReach(base: ReachBase): FamilyReach {
  const indexOf = (name: string): number => base.indexes.get(name) ?? -1;
  const spaceOf = (name: string): Namespace => itemAt(base.namespaceOf, indexOf(name));
  const rows = {
    direct: rowsOf(base, directShared, directRow),
    viaHost: rowsOf(base, hostShared, hostRow),
    viaGateway: rowsOf(base, gatewayShared, gatewayRow),
  };
  const row: FamilyReach['row'] = (kind, from) => rows[kind](spaceOf(from));
  return {
    row,
    facts: (name) => familyFacts(itemAt(base.facts, spaceOf(name).index)),
    direct: (from, to) => triBit(row('direct', from), indexOf(to)),
    viaHost: (from, to) => triBit(row('viaHost', from), indexOf(to)),
    viaGateway: (from, to) => triBit(row('viaGateway', from), indexOf(to)),
  };
}

/** The rows of IPv4, or of any family where the two differ. */
function rowsOfAny(
  family: (of: Family) => FamilyReach,
  apart: boolean,
  kind: Way,
): (from: string, space: Namespace) => TriRow {
  const made: (TriRow | undefined)[] = [];
  return (from, { index }) => {
    const row = family('ipv4').row(kind, from);
    if (!apart) return row;
    const any = made[index] ?? anyRow(row, family('ipv6').row(kind, from));
    made[index] = any;
    return any;
  };
}

/** Rows of one kind, each made when first asked for and shared by all who live in one namespace. */
function rowsOf<Shared>(
  base: ReachBase,
  makeShared: (base: ReachBase) => Shared,
  makeRow: (base: ReachBase, shared: Shared, of: Namespace) => TriRow,
): (of: Namespace) => TriRow {
  let shared: Shared | null = null;
  const made: (TriRow | undefined)[] = [];
  return (of) => {
    const known = made[of.index];
    if (known) return known;
    shared ??= makeShared(base);
    const row = makeRow(base, shared, of);
    made[of.index] = row;
    return row;
  };
}

/** The facts of services, with the base from which they were made. */
interface FactsBefore {
  readonly base: ReachBase;
  readonly facts: ReadonlyMap<string, ServiceFacts>;
}

function allFacts(
  base: ReachBase,
  ipv6: ReachBase | null,
  before: FactsBefore | null,
): ReadonlyMap<string, ServiceFacts> {
  const facts = new Map<string, ServiceFacts>();
  base.services.forEach((service, index) => {
    const namespace = itemAt(base.namespaceOf, index);
    const same = before && factsBefore(before, service, namespace);
    facts.set(service.name, same ?? serviceFacts(service, namespace, base, ipv6));
  });
  return facts;
}

/** What was worked out of a service that lives in a namespace of the same owner; null where it did not. */
function factsBefore(
  { base, facts }: FactsBefore,
  service: Service,
  { owner }: Namespace,
): ServiceFacts | null {
  const index = base.indexes.get(service.name);
  if (index === undefined || owner === null || base.namespaceOf[index]?.owner !== owner) return null;
  return facts.get(service.name) ?? null;
}

/** Keys of the networks that carry connections from `a` to `b` in any of the families, as `a` has them, sorted; none within one namespace. */
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

/** The facts of one service, out of those of the namespace it lives in; `ipv6` is null where IPv6 adds nothing. */
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
    ...(other ? inAnyFamily(ownFacts, other) : factsOnly(ownFacts)),
    evidence: namespaceEvidence(base.evidence, namespace, base.behaviour),
    ...mergePorts(facts.ports, portsIn(namespace, { ...base, family: 'ipv6' })),
  };
}
