// CN201. Owns: projects whose services all sit on the default network and nowhere else.

import { nameList } from '../compose/name-list.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { besideNote, besideParts, mixedNetworks } from './facts/beside-data.ts';
import { attachedServices, isFlat, networkCause } from './facts/networks.ts';
import { openPublishes, portText } from './facts/publishes.ts';
import { isSeparable } from './facts/tier-walls.ts';
import { dataNetworksFixes } from './fixes/data-networks-fix.ts';
import { frontFix } from './fixes/front-lanes.ts';
import { segmentFix } from './fixes/segment.ts';

export const rule: Rule = {
  id: 'CN201',
  slug: 'flat-default-network',
  title: 'Everything sits on the implicit default network',
  why: 'On a single network each service reaches every port of every other. A service that faces the outside is then directly beside the data, and an attacker who takes it over reaches both.',
  severity: 'info',
  raisedIn: ['strict'],
  loweredTo: { cis: 'info', homelab: 'info' },
  source: 'C2, A3; OWASP Docker Security 5',
  *check(context) {
    if (!isFlat(context)) return;
    const names = attachedServices(context).map(({ name }) => name);
    const edge = names.filter((name) => context.tiers.of(name) === 'edge');
    const data = names.filter((name) => context.tiers.of(name) === 'data');
    const mixed = mixedNetworks(context).has('default');
    // Separate networks would isolate no two services, since each pair needs its connection.
    if (!mixed && ((edge.length > 0 && data.length > 0) || allPairsNeeded(context, names))) return;
    const each = names.length === 2 ? 'each reaches the other' : 'each reaches all the others';
    const among = !mixed && data.length > 0 ? `, ${nameList(data)} among them` : '';
    const room = `${names.length} services, one room: ${each}${among}.`;
    const [web = '', store = ''] = firstSkip(context, edge, data) ?? [edge[0], data[0]];
    yield {
      severity: mixed ? 'warning' : 'info',
      certainty: mixed ? 'inferred' : 'certain',
      subjects: ['network:default'],
      message: mixed
        ? `${room} ${web} ${exposureText(context, web)} to the outside and is directly beside ${store}.${besideNote(context, 'default', edge, data)}`
        : room,
      at: context.topology.networks.get('default')?.tree ? ['networks', 'default'] : ['services'],
      path: mixed ? [{ from: web, to: store, network: 'default', at: ['services', store] }] : [],
      fixes: fixesFor(context, data),
      group: networkCause('default'),
      evidence: mixed ? ['edge-beside-data'] : ['flat'],
      // Once some services leave the default network, these rules report the others one by one.
      parts: [
        ['CN201'],
        ...(mixed ? [['CN201', 'edge-beside-data']] : []),
        ...names.map((name) => ['CN202', name]),
        ...[...edge, ...data].map((name) => ['CN203', 'default', name]),
        ...data.flatMap((name) => [
          ['CN204', name],
          ['CN108', name, 'edge'],
        ]),
        ...besideParts(context, 'default'),
        ...[...context.views.values()].flatMap((view) =>
          openPublishes(view).map((port) => ['CN108', view.service.name, portText(port)]),
        ),
      ],
    };
  },
};

/** Returns the first edge service, in file order, that need not share a network with the data, and that data. */
function firstSkip(
  context: RuleContext,
  edge: readonly string[],
  data: readonly string[],
): readonly [string, string] | null {
  for (const name of edge) {
    const store = data.find((each) => isSeparable(context, name, each));
    if (store !== undefined) return [name, store];
  }
  return null;
}

/** True when, of every two services, one needs the other. */
function allPairsNeeded({ needs }: RuleContext, names: readonly string[]): boolean {
  // With many services, some pairs need no connection.
  if (names.length > 3) return false;
  return names.every((a, index) => names.slice(index + 1).every((b) => needs.has(a, b) || needs.has(b, a)));
}

/**
 * Returns `is open` for an edge service that is known to answer the outside, else `may be open`, since a proxy or a tunnel may lead to it.
 */
function exposureText({ reach }: RuleContext, edge: string): string {
  return reach.facts.get(edge)?.fromOutside === true ? 'is open' : 'may be open';
}

/**
 * Returns the fixes, the smallest edit first: the services that answer outside leave, when that parts them from the data. Else all tiers
 * are split when the file states enough needs, and then the data alone, which edits every service that needs it.
 */
function fixesFor(context: RuleContext, data: readonly string[]): readonly Fix[] {
  const front = data.length === 0 ? null : frontFix(context, 'default');
  const split = segmentFix(context);
  const fixes = dataNetworksFixes(context, data, 'default');
  const first = front?.whole ? [front.fix] : [];
  const second = front !== null && !front.whole ? [front.fix] : [];
  return [...first, ...(split ? [split] : []), ...second, ...fixes];
}
