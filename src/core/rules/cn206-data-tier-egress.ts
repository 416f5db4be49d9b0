// CN206. Owns: datastores with a way out. Datastores with a way in (CN101, CN102) or on the host's network (CN301) are reported there.

import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { canCallOut, mixedCause, mixedNetworks } from './facts/beside-data.ts';
import { isFlat, isManaged, membersByNetwork, networkCause } from './facts/networks.ts';
import { dataNetworksFixes } from './fixes/data-networks-fix.ts';

export const rule: Rule = {
  id: 'CN206',
  slug: 'data-tier-egress',
  title: 'Datastore can open connections to the outside',
  why: 'A database seldom needs to open connections to the outside, but an attacker in it does, to load tools and to send the data away. An internal network removes the way out without affecting the connections between its members.',
  severity: 'info',
  raisedIn: ['strict'],
  loweredTo: { cis: 'info' },
  quietOn:
    'data on a network with only the services that need it, where one line cannot make the network internal',
  source: 'E1, E2 (measured)',
  *check(context) {
    const { topology, checked } = context;
    const mixed = mixedNetworks(context);
    for (const [name, view] of checked) {
      if (!canCallOut(view)) continue;
      const { service, facts, tierDeclared } = view;
      const ways = facts.networks.filter((network) => topology.networks.get(network)?.internal !== true);
      // CN201 and CN203 report this for data beside the edge.
      if (ways.some((network) => mixed.has(network))) continue;
      const [way = 'bridge'] = ways;
      const fixes = ways.length === 1 ? fixesFor(context, name, way) : [];
      yield {
        certainty: tierDeclared ? 'certain' : 'inferred',
        subjects: [name, ...ways.map((network) => `network:${network}`)],
        message: `${name} keeps data and can open connections to the outside through ${nameList(ways) || 'the default bridge'}.`,
        at: attachmentPlace(service, way),
        fixes,
        // Few people act on the finding when one line is not enough.
        quiet: !fixes.some(({ operations }) => operations.every(({ type }) => type === 'internal')),
        group: ways.length === 1 ? networkCause(way) : null,
        restOf: mixedCause,
        evidence: ways,
        parts: [['CN206', name]],
      };
    }
  },
};

function fixesFor(context: RuleContext, name: string, network: string): readonly Fix[] {
  const facts = context.topology.networks.get(network);
  if (!isManaged(facts)) return [];
  // CN201 fixes a flat project as a whole.
  if (isFlat(context)) return [];
  // V1: a macvlan or ipvlan network with a parent cannot be made internal.
  const wire = facts.driver === 'macvlan' || facts.driver === 'ipvlan';
  if (facts.origin === 'declared' && !wire && losesNothing(context, network)) {
    const operations = [{ type: 'internal' as const, network, internal: true }];
    return [{ title: `Make ${network} internal`, safe: false, operations }];
  }
  return dataNetworksFixes(context, [name], network);
}

/** True when every member that is not data keeps a way out and its ports through another network. */
function losesNothing(context: RuleContext, network: string): boolean {
  const { topology, tiers } = context;
  return (membersByNetwork(context).get(network) ?? []).every((member) => {
    const others = context.reach.facts.get(member)?.networks.filter((other) => other !== network) ?? [];
    if (others.some((other) => topology.networks.get(other)?.internal === false)) return true;
    const service = topology.services.get(member);
    return tiers.of(member) === 'data' && service?.ports.length === 0 && !service.tags.external;
  });
}
