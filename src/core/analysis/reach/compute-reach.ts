// Reachability of a project on a given Engine (semantics §7). Facts are kept per namespace and per network; pairs are read
// from rows of bits that are made when first asked for. Knows nothing of text, rules or drawing.

import type { Service, Topology } from '../../compose/topology.ts';
import { compareBytes } from '../compare-bytes.ts';
import { findProxied } from '../proxies/find-proxied.ts';
import type { Proxied } from '../proxies/proxied.ts';
import { routesOf } from '../proxies/routes-of.ts';
import { makeReachBase } from './make-reach-base.ts';
import { namespaceEvidence } from './namespaces/evidence.ts';
import type { Namespace } from './namespaces/resolve-namespaces.ts';
import type { ReachBase } from './reach-base.ts';
import type { Reach, ReachOptions, ServiceFacts } from './reach-model.ts';
import { directGround, directRow } from './rows/direct-rows.ts';
import { hostGround, hostRow } from './rows/host-rows.ts';
import { itemAt } from './rows/item-at.ts';
import { nameGround, nameRow } from './rows/name-rows.ts';
import { type TriRow, triBit } from './rows/tri-row.ts';

const bases = new WeakMap<Reach, ReachBase>();

/** What the rows of `reach` are made from. */
export function baseOf(reach: Reach, topology: Topology): ReachBase {
  return bases.get(reach) ?? makeReachBase(topology, reach.options);
}

/** Computes what every active service reaches, and what reaches it. */
export function computeReach(topology: Topology, options: ReachOptions): Reach {
  const base = makeReachBase(topology, options);
  const { indexes } = base;
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index === undefined) throw new RangeError(`not an active service: ${name}`);
    return index;
  };
  const spaceOf = (name: string): Namespace => itemAt(base.namespaceOf, indexOf(name));
  const rows = {
    direct: rowsOf(base, directGround, directRow),
    viaHost: rowsOf(base, hostGround, hostRow),
    resolves: rowsOf(base, nameGround, nameRow),
  };
  const row: Reach['row'] = (kind, from) => rows[kind](spaceOf(from));
  let facts: ReadonlyMap<string, ServiceFacts> | null = null;
  let proxied: ReadonlyMap<string, readonly Proxied[]> | null = null;
  const reach: Reach = {
    options,
    services: base.services.map(({ name }) => name),
    get facts() {
      facts ??= allFacts(base);
      return facts;
    },
    row,
    proxied: (service) => {
      const asking = topology.services.get(service);
      if (!asking || routesOf(asking).length === 0) return []; // nearly all
      proxied ??= findProxied(topology, reach);
      return proxied.get(service) ?? [];
    },
    direct: (from, to) => triBit(row('direct', from), indexOf(to)),
    viaHost: (from, to) => triBit(row('viaHost', from), indexOf(to)),
    resolves: (from, to) => triBit(row('resolves', from), indexOf(to)),
    pair: (from, to) => ({
      direct: triBit(row('direct', from), indexOf(to)),
      networks: commonNetworks(spaceOf(from), spaceOf(to)),
      resolves: triBit(row('resolves', from), indexOf(to)),
      viaHost: triBit(row('viaHost', from), indexOf(to)),
    }),
  };
  bases.set(reach, base);
  return reach;
}

/** Rows of one kind, each made when first asked for and shared by all who live in one namespace. */
function rowsOf<Ground>(
  base: ReachBase,
  makeGround: (base: ReachBase) => Ground,
  makeRow: (base: ReachBase, ground: Ground, of: Namespace) => TriRow,
): (of: Namespace) => TriRow {
  let ground: Ground | null = null;
  const made: (TriRow | undefined)[] = [];
  return (of) => {
    const known = made[of.index];
    if (known) return known;
    ground ??= makeGround(base);
    const row = makeRow(base, ground, of);
    made[of.index] = row;
    return row;
  };
}

function allFacts(base: ReachBase): ReadonlyMap<string, ServiceFacts> {
  const facts = new Map<string, ServiceFacts>();
  base.services.forEach((service, index) => {
    facts.set(service.name, serviceFacts(service, itemAt(base.namespaceOf, index), base));
  });
  return facts;
}

/** Keys of the networks that carry connections from `a` to `b`, as `a` has them, sorted; none within one namespace. */
function commonNetworks(a: Namespace, b: Namespace): readonly string[] {
  if (a === b) return [];
  const keys = new Set<string>();
  for (const { segment, key } of a.endpoints) {
    if (segment.carries === false) continue;
    if (b.endpoints.some((endpoint) => endpoint.segment === segment)) keys.add(key);
  }
  return [...keys].sort(compareBytes);
}

// The facts of one service, out of those of the namespace it lives in.
function serviceFacts(service: Service, namespace: Namespace, base: ReachBase): ServiceFacts {
  const facts = itemAt(base.facts, namespace.index);
  const joined = namespace.owner !== null && namespace.owner !== service;
  const gateway = facts.gateways.length === 1 ? (facts.gateways[0] ?? null) : null;
  return {
    name: service.name,
    isolation: joined ? 'joined' : facts.isolation,
    owner: namespace.owner?.name ?? null,
    networks: facts.networks,
    // E12: the way out of an overlay is docker_gwbridge, which no file names.
    gateway: gateway?.segment.kind === 'overlay' ? null : (gateway?.key ?? null),
    egress: facts.egress,
    egressNeedsRoute: facts.egressNeedsRoute,
    toHost: facts.toHost,
    fromHost: facts.fromHost,
    fromOutside: facts.fromOutside,
    fromWire: facts.fromWire,
    evidence: namespaceEvidence(base.evidence, namespace),
    published: facts.published,
    unreadPorts: facts.unreadPorts,
  };
}
