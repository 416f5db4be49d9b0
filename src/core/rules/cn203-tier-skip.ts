// CN203. Owns: networks that hold both a service that faces the outside and the data. A flat project is CN201.

import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { Hop } from '../reach/document-paths.ts';
import { besideNote, besideParts } from './facts/beside-data.ts';
import { commonNetworks, isFlat, membersByNetwork, networkCause } from './facts/networks.ts';
import { openPublishes, portText } from './facts/publishes.ts';
import { isSeparable } from './facts/tier-walls.ts';
import { dataNetworksFixes } from './fixes/data-networks-fix.ts';

export const rule: Rule = {
  id: 'CN203',
  slug: 'tier-skip',
  title: 'Service that faces the outside shares a network with the data tier',
  why: 'An attacker who takes over the service at the edge can then connect to the database directly, on every port. A network between the two, with only the application on both, costs nothing and removes that step.',
  severity: 'warning',
  loweredTo: { homelab: 'info' },
  source: 'C2; OWASP Docker Security 5',
  *check(context) {
    // CN201 already reports such a network, once for the whole file.
    if (isFlat(context)) return;
    const { tiers, checked } = context;
    for (const [network, members] of membersByNetwork(context)) {
      if (!members.some((name) => checked.has(name))) continue;
      const edges = members.filter((name) => tiers.of(name) === 'edge');
      const data = members.filter((name) => tiers.of(name) === 'data');
      const pairs = edges.flatMap((edge) => skippedStores(context, edge, data));
      const [first] = pairs;
      if (!first) continue;
      const skipping = [...new Set(pairs.map(({ edge }) => edge))];
      const stores = [...new Set(pairs.map(({ store }) => store))];
      const sure = skipping.some((name) => context.reach.facts.get(name)?.fromOutside === true);
      const guessed = [...skipping, ...stores].some((name) => !tiers.declared(name));
      yield {
        certainty: guessed ? 'inferred' : 'certain',
        subjects: [...skipping, ...stores, `network:${network}`],
        message: `${network} puts ${nameList(skipping)}, ${sure ? '' : 'perhaps '}open to the outside, directly beside ${nameList(stores)}.${besideNote(context, network, skipping, stores)}`,
        at: placeOf(context, first.edge, network),
        path: pairs.map(
          ({ edge, store }): Hop => ({
            from: edge,
            to: store,
            network,
            at: placeOf(context, store, network),
          }),
        ),
        fixes: fixesFor(context, network, skipping, stores),
        group: networkCause(network),
        // The services beside the data were there before.
        restOf: {
          kind: 'reach',
          pairs: pairs.map(({ edge, store }) => [edge, store] as const),
          enough: 'all',
        },
        evidence: [network, ...skipping, ...stores],
        parts: [
          ...[...skipping, ...stores].map((name) => ['CN203', network, name]),
          // Findings that other rules report once a fix has moved one edge service away are no new problem.
          ...stores.map((name) => ['CN204', name]),
          ...skipping.flatMap((name) => hostPorts(context, name)),
          ...besideParts(context, network),
        ],
      };
    }
  },
};

/** Returns the parts that CN108 reports of services that share no network. */
function hostPorts({ views }: RuleContext, name: string): readonly (readonly string[])[] {
  const view = views.get(name);
  return view ? openPublishes(view).map((port) => ['CN108', name, portText(port)]) : [];
}

interface Skip {
  readonly edge: string;
  readonly store: string;
}

/** Returns the datastores that `edge` reaches and need not share a network with. */
function skippedStores(context: RuleContext, edge: string, data: readonly string[]): readonly Skip[] {
  return data
    .filter((store) => context.reach.direct(edge, store) !== false && isSeparable(context, edge, store))
    .map((store) => ({ edge, store }));
}

function placeOf({ topology, reach }: RuleContext, name: string, network: string) {
  const owner = topology.services.get(reach.facts.get(name)?.owner ?? name);
  return owner ? attachmentPlace(owner, network) : ['services', name];
}

function fixesFor(
  context: RuleContext,
  network: string,
  edges: readonly string[],
  stores: readonly string[],
): readonly Fix[] {
  const fixes: Fix[] = [];
  if (edges.every((edge) => mayLeave(context, edge, network))) {
    const operations = edges.map((service) => ({ type: 'detach' as const, service, network, last: null }));
    fixes.push({ title: `Detach ${nameList(edges)} from ${network}`, safe: false, operations });
  }
  return [...fixes, ...dataNetworksFixes(context, stores, network)];
}

/** True when a service keeps another network, and every stated need, without this one. */
function mayLeave(context: RuleContext, name: string, network: string): boolean {
  const { needs, reach, topology } = context;
  if ((topology.services.get(name)?.attachments.length ?? 0) < 2) return false;
  const partners = [...needs.from(name).map(({ to }) => to), ...needs.to(name).map(({ from }) => from)];
  return partners
    .filter((partner) => reach.facts.has(partner))
    .every((partner) => {
      const shared = commonNetworks(context, name, partner);
      return !shared.includes(network) || shared.length > 1;
    });
}
