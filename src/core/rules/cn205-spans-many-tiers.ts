// CN205. Owns: one container on more networks than its needs ask for, so many that it joins all tiers.

import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { membersByNetwork } from './facts/networks.ts';
import { spansTooMany, tierCounts, tiersAround } from './facts/tier-walls.ts';

export const rule: Rule = {
  id: 'CN205',
  slug: 'spans-many-tiers',
  title: 'One container bridges more than two tiers',
  why: 'Each network of a container adds services that can reach it and services that it can reach. A container on all networks undermines the isolation between them.',
  severity: 'warning',
  loweredTo: { homelab: 'info' },
  source: 'C2, T1',
  *check(context) {
    for (const [name, view] of context.checked) {
      const { attachments } = view.service;
      if (attachments.length < 3) continue;
      // A proxy is on many networks on purpose; other rules judge its neighbours.
      if (catalogueEntry(view.service.image)?.kind === 'proxy') continue;
      const counts = attachments.map(({ network }) => tierCounts(context).get(network));
      const around = tiersAround(context, name, counts);
      if (!spansTooMany(attachments.length, around)) continue;
      const idle = networksWithoutPartner(context, name, view);
      const hint = idle.length === 0 ? '' : ` No stated need uses ${nameList(idle)}.`;
      const networks = attachments.map(({ network }) => network);
      yield {
        certainty: attachments.length >= 4 ? 'certain' : 'inferred',
        subjects: [name, ...networks.map((network) => `network:${network}`)],
        message: `${name} is on ${networks.length} networks: ${nameList(networks)}.${hint}`,
        at: attachmentPlace(view.service, networks[0] ?? 'default'),
        fixes: around.size === 0 ? [] : fixesFor(name, networks.length, idle),
        evidence: networks,
        parts: networks.map((network) => ['CN205', name, network]),
      };
    }
  },
};

/** Returns the networks on which no partner needs the service or is needed by it. */
function networksWithoutPartner(
  context: RuleContext,
  name: string,
  { service }: ServiceView,
): readonly string[] {
  const { needs, topology } = context;
  return service.attachments
    .map(({ network }) => network)
    .filter((network) => {
      if (topology.networks.get(network)?.external !== false) return false;
      const members = membersByNetwork(context).get(network) ?? [];
      return !members.some(
        (member) => member !== name && (needs.has(name, member) || needs.has(member, name)),
      );
    });
}

/** Returns the fix that leaves the idle networks; none when too many networks would remain. */
function fixesFor(service: string, count: number, idle: readonly string[]): readonly Fix[] {
  const left = count - idle.length;
  if (idle.length === 0 || left < 1 || left >= 3) return [];
  const operations = idle.map((network) => ({ type: 'detach' as const, service, network, last: null }));
  return [{ title: `Detach ${service} from ${nameList(idle)}`, safe: false, operations }];
}
