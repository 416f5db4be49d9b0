// Reachability of a project on a given Engine (semantics §7). Facts are kept per namespace and per network; pairs are read
// from rows of bits that are made when first asked for. Knows nothing of text, rules or drawing.

import type { Service, Topology } from '../compose/topology.ts';
import { commonNetworks } from './reach/common-networks.ts';
import { directRows } from './reach/direct-rows.ts';
import { hostRows } from './reach/host-rows.ts';
import { itemAt } from './reach/item-at.ts';
import { makeReachBase } from './reach/make-reach-base.ts';
import { nameRows } from './reach/name-rows.ts';
import type { ReachBase } from './reach/reach-base.ts';
import type { Namespace } from './reach/resolve-namespaces.ts';
import { type TriRow, triBit } from './reach/tri-row.ts';
import type { Reach, ReachOptions, ServiceFacts } from './reach-model.ts';

/** Computes what every active service reaches, and what reaches it. */
export function computeReach(topology: Topology, options: ReachOptions): Reach {
  const base = makeReachBase(topology, options);
  const names = base.services.map(({ name }) => name);
  const indexes = new Map(names.map((name, index) => [name, index]));
  const facts = new Map<string, ServiceFacts>();
  base.services.forEach((service, index) => {
    facts.set(service.name, serviceFacts(service, itemAt(base.namespaceOf, index), base));
  });

  const rows = {
    direct: lazily(directRows(base)),
    viaHost: lazily(hostRows(base)),
    resolves: lazily(nameRows(base)),
  };
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index === undefined) throw new RangeError(`not an active service: ${name}`);
    return index;
  };
  const row = (kind: keyof typeof rows, from: string): TriRow =>
    rows[kind](itemAt(base.namespaceOf, indexOf(from)));

  return {
    options,
    services: names,
    facts,
    row,
    direct: (from, to) => triBit(row('direct', from), indexOf(to)),
    viaHost: (from, to) => triBit(row('viaHost', from), indexOf(to)),
    resolves: (from, to) => triBit(row('resolves', from), indexOf(to)),
    pair: (from, to) => ({
      direct: triBit(row('direct', from), indexOf(to)),
      networks: commonNetworks(
        itemAt(base.namespaceOf, indexOf(from)),
        itemAt(base.namespaceOf, indexOf(to)),
      ),
      resolves: triBit(row('resolves', from), indexOf(to)),
      viaHost: triBit(row('viaHost', from), indexOf(to)),
    }),
  };
}

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
    published: facts.published,
  };
}

/** Rows are shared by all who live in one namespace. */
function lazily(make: (namespace: Namespace) => TriRow): (namespace: Namespace) => TriRow {
  const made: TriRow[] = [];
  return (namespace) => {
    const known = made[namespace.index];
    if (known) return known;
    const row = make(namespace);
    made[namespace.index] = row;
    return row;
  };
}
