// CN505. Owns: raw sockets at the edge on a bridge that data is on, once per network. An added NET_ADMIN is CN506.

import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { mayBeRoot } from '../images/catalogue.ts';
import { mixedCause, mixedNetworks, rawBesideData } from './facts/beside-data.ts';
import { membersByNetwork, networkCause } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN505',
  slug: 'net-raw-beside-lower-tier',
  title: 'Default NET_RAW next to another tier on the same bridge',
  why: 'By default root in a container can open raw sockets, and with them answer for the addresses of its neighbours and read their traffic. Where the edge and the data share a bridge, that is the short way from one to the other.',
  severity: 'info',
  raisedIn: ['strict', 'cis'],
  loweredTo: { homelab: 'info' },
  source: 'K4; CVE-2021-32575; CIS Docker 5.4',
  *check(context) {
    const { tiers, checked, topology } = context;
    const mixed = mixedNetworks(context);
    for (const [network, members] of membersByNetwork(context)) {
      // CN201 and CN203 report this for data beside the edge.
      if (mixed.has(network) || !members.some((name) => checked.has(name))) continue;
      const raw = rawBesideData(context, network);
      const [first] = raw;
      if (first === undefined || !checked.has(first)) continue;
      const data = members.filter((name) => tiers.of(name) === 'data');
      const roots = raw.filter((name) => tiers.of(name) === 'edge' && isRoot(topology.services.get(name)));
      const service = topology.services.get(first);
      yield {
        severity: roots.length > 0 ? 'warning' : 'info',
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
        restOf: mixedCause,
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

/** True for a service that is known to run as root; an unknown image is not. */
function isRoot(service: Service | undefined): boolean {
  return service !== undefined && mayBeRoot(service) === true;
}
