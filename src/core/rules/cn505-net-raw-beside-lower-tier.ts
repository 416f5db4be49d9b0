// CN505. Owns: raw sockets at the edge on a bridge that data is on, once per network. An added NET_ADMIN is CN506.

import { nameList } from '../compose/name-list.ts';
import { oncePer } from '../compose/once-per.ts';
import { attachmentPlace } from '../compose/places.ts';
import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { ProjectRule } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { catalogueEntry, mayBeRoot } from '../images/catalogue.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { isFlat, livesOnNetworks, membersByNetwork, networkCause } from './facts/networks.ts';
import { skipsTier } from './facts/tier-walls.ts';

export const cn505: ProjectRule = {
  id: 'CN505',
  slug: 'net-raw-beside-lower-tier',
  title: 'Default NET_RAW next to another tier on the same bridge',
  why: 'Root in a container has raw sockets by default, and with them it can answer for the addresses of its neighbours and read what they send. Where the edge and the data share a bridge, that is the short way from one to the other.',
  severity: 'info',
  source: 'K4; CVE-2021-32575; CIS Docker 5.4',
  *check(context) {
    const { tiers, checked, topology, reach } = context;
    if (engineBehaviour(reach.options).withoutCapabilities.includes('NET_RAW')) return; // PD12
    for (const [network, members] of membersByNetwork(context)) {
      if (!members.some((name) => checked.has(name))) continue;
      if (!members.some((name) => tiers.of(name) === 'data')) continue;
      const { driver } = topology.networks.get(network) ?? { driver: 'bridge' };
      if (driver !== 'bridge') continue;
      const raw = members.filter((name) => hasRawSockets(context.views.get(name)));
      const [first] = raw;
      if (first === undefined || !checked.has(first)) continue;
      const data = members.filter((name) => tiers.of(name) === 'data');
      const roots = raw.filter((name) => tiers.of(name) === 'edge' && isRoot(topology.services.get(name)));
      const service = topology.services.get(first);
      yield {
        // CN201 and CN203 warn of these neighbours already.
        severity: roots.length > 0 && !isFlat(context) && !skipsTier(context, members) ? 'warning' : 'info',
        certainty: 'inferred',
        subjects: [...raw, ...data, `network:${network}`],
        message: `${nameList(raw)} may open raw sockets on ${network}, beside ${nameList(data)}, and so impersonate the neighbours there.`,
        at: service ? attachmentPlace(service, network) : ['services', first],
        fixes: [
          {
            title: `Drop NET_RAW from ${nameList(raw)}`,
            // Not safe: ping and some health checks use NET_RAW.
            safe: false,
            operations: raw.map((name) => ({
              type: 'cap-drop' as const,
              service: name,
              capability: 'NET_RAW',
            })),
          },
        ],
        group: networkCause(network),
        // CN201 said it of a flat project.
        restOf: { kind: 'finding', rule: 'CN201' },
        evidence: [network, ...raw],
        parts: [
          ...raw.map((name) => ['CN505', network, name]),
          ...data.map((name) => ['CN505', network, name, 'data']),
          ...roots.map((name) => ['CN505', network, name, 'root']),
        ],
      };
    }
  },
};

/**
 * Whether the service faces the outside, by a port or as a proxy, and keeps raw sockets: a process of a plain user has no capability (K7),
 * whatever the container may hold.
 */
function hasRawSockets(view: ServiceView | undefined): boolean {
  if (!view || view.tier === 'data' || !livesOnNetworks(view.service)) return false;
  const faces =
    view.tier === 'edge' ||
    view.facts.published.some(({ reachableFrom }) => reachableFrom !== 'nowhere') ||
    catalogueEntry(view.service.image)?.kind === 'proxy';
  return faces && keepsDefaultRaw(view.service) && mayBeRoot(view.service) !== false;
}

/** Whether the service has NET_RAW by default only; added on purpose, or by `privileged`, it is reported by other rules. */
const keepsDefaultRaw = oncePer((service: Service): boolean => {
  if (service.privileged === true || service.capAdd.some((text) => /^(?:ALL|(?:CAP_)?NET_RAW)$/i.test(text)))
    return false;
  return effectiveCapabilities(service).bounding.includes('NET_RAW');
});

/** An image that nobody knows is not called root. */
function isRoot(service: Service | undefined): boolean {
  return service !== undefined && mayBeRoot(service) === true;
}
