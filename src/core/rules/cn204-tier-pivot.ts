// CN204. Owns: the one container through which every way from the edge to a datastore leads. Edge beside data is CN203.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule, RuleContext } from '../findings/finding.ts';
import { addRow, hasBit, newRow } from '../reach/rows/bit-row.ts';
import { commonNetworks, membersByNetwork, serviceIndexes } from './facts/networks.ts';

// Rights beyond the default ones, which make a container worth taking over.

/** Returns the strongest right of a service beyond the default, in words that follow "which"; null for none. */
function weaknessOf(service: Service): string | null {
  if (service.privileged === true) return 'is privileged';
  const held = accessBy(hostAccess(service), 'runtime-socket');
  if (held.some(({ by }) => by.mount !== null)) return 'holds the runtime socket';
  const added = service.capAdd.map(normalizeCapability);
  const strong = added.find((name) => name === 'ALL' || name === 'SYS_ADMIN' || name === 'NET_ADMIN');
  return strong ? `adds ${strong}` : null;
}

export const rule: Rule = {
  id: 'CN204',
  slug: 'tier-pivot',
  title: 'Path from the edge to the data tier through one shared container',
  why: 'An attacker who takes over that container reaches both sides. Every application has such a container, so this is no mistake; it is the container to harden first.',
  severity: 'info',
  raisedIn: ['strict'],
  loweredTo: { cis: 'info' },
  source: 'T1; ATT&CK T1021',
  *check(context) {
    const { reach, tiers, checked } = context;
    const edges = reach.services.filter((name) => tiers.of(name) === 'edge');
    if (edges.length === 0) return;
    for (const [pivot, stores] of pivots(context, edges)) {
      if (!checked.has(pivot)) continue;
      const service = context.topology.services.get(pivot);
      const near = edges.filter((edge) => edge !== pivot && reach.direct(edge, pivot) === true);
      const weak = service ? weaknessOf(service) : null;
      const [edge = ''] = near;
      const [store = ''] = stores;
      const [before = null] = commonNetworks(context, edge, pivot);
      const [behind = null] = commonNetworks(context, pivot, store);
      const at = service && behind !== null ? attachmentPlace(service, behind) : ['services', pivot];
      yield {
        severity: weak === null ? 'info' : 'warning',
        certainty: 'inferred',
        subjects: [pivot, ...near, ...stores],
        message: `The only way from ${nameList(near)} to ${nameList(stores)} leads through ${pivot}${weak === null ? '.' : `, which ${weak}.`}`,
        at,
        path: [
          {
            from: edge,
            to: pivot,
            network: before,
            at: service && before !== null ? attachmentPlace(service, before) : at,
          },
          { from: pivot, to: store, network: behind, at },
        ],
        restOf: { kind: 'reach', pairs: pairsAmong([...near, ...stores]), enough: 'any' },
        evidence: [pivot, ...near, ...stores],
        // Identified by the store alone: other edge services before the same pivot are no new problem.
        parts: stores.map((name) => ['CN204', name]),
      };
    }
  },
};

/** Returns all ordered pairs of these services: before the way through another, there may have been a direct one. */
function pairsAmong(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((from) => names.flatMap((to) => (from === to ? [] : [[from, to] as const])));
}

/**
 * Returns the pivots with the datastores behind them: the sole neighbour of a store that some edge reaches, while no edge reaches the
 * store.
 */
function pivots(context: RuleContext, edges: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { reach, tiers } = context;
  const indexes = serviceIndexes(reach.services);
  const members = membersByNetwork(context);
  const faced = new Set(edges.flatMap((edge) => reach.facts.get(edge)?.networks ?? []));
  const reached = newRow(indexes.size);
  const maybe = newRow(indexes.size);
  for (const edge of edges) {
    const row = reach.row('direct', edge);
    addRow(reached, row.yes);
    addRow(maybe, row.maybe);
  }
  const found = new Map<string, string[]>();
  for (const [store, { facts }] of context.views) {
    // An edge service beside the data store is a shorter path.
    if (tiers.of(store) !== 'data' || facts.networks.some((network) => faced.has(network))) continue;
    const index = indexes.get(store) ?? -1;
    if (hasBit(reached, index) || hasBit(maybe, index)) continue;
    const doors = new Set<string>();
    for (const name of facts.networks.flatMap((network) => members.get(network) ?? [])) {
      if (tiers.of(name) === 'data' || !hasBit(reached, indexes.get(name) ?? -1)) continue;
      if (reach.direct(name, store) === true) doors.add(name);
      // With a second container between them there is no single path.
      if (doors.size > 1) break;
    }
    const [door] = doors;
    if (door === undefined || doors.size > 1) continue;
    const list = found.get(door);
    if (list) list.push(store);
    else found.set(door, [store]);
  }
  return found;
}
