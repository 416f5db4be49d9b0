// CN506. Owns: NET_ADMIN on a network with neighbours. On internal networks alone it is CN215; a VPN needs it for its own members.

import { nameList } from '../compose/name-list.ts';
import { itemPlace } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { isOpen, membersByNetwork } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN506',
  slug: 'net-admin-on-shared-bridge',
  title: 'NET_ADMIN on a shared or bridging network',
  why: "With NET_ADMIN a container can change the addresses, routes and filters of its namespace, and on a shared bridge it can impersonate a neighbour. On several networks it can forward traffic between them; on the host's network it controls the network of the host.",
  severity: 'warning',
  loweredTo: { homelab: 'info' },
  source: 'E3, P5; moby#4059',
  *check(context) {
    for (const view of context.checked.values()) {
      const { service, facts } = view;
      if (service.capAdd.length === 0 || service.privileged === true || facts.isolation === 'internal')
        continue;
      const written = service.capAdd.find((text) => normalizeCapability(text) === 'NET_ADMIN');
      if (written === undefined || isTunnel(context, view)) continue;
      const open = isOpen(view);
      const work = isItsWork(view.service);
      if (work && !open) continue;
      const peers = open ? [] : peersOf(context, view);
      if (!open && peers.length === 0) continue;
      const tiers = new Set(peers.map((peer) => context.tiers.of(peer)));
      const grave = open || (facts.networks.length > 1 && tiers.size > 1);
      yield {
        severity: work ? 'info' : grave ? 'error' : 'warning',
        certainty: grave && !open ? 'inferred' : 'certain',
        subjects: [service.name, ...peers],
        message: open
          ? `${service.name} has NET_ADMIN on the host's network: it controls the addresses, routes and filters of the host${work ? ', which is its purpose' : ''}.`
          : `${service.name} has NET_ADMIN beside ${nameList(peers)} on ${nameList(facts.networks)}.`,
        at: itemPlace(service, 'cap_add', written),
        fixes: [
          {
            title: `Remove ${written}`,
            safe: false,
            operations: [{ type: 'cap-unadd', service: service.name, capability: written }],
          },
        ],
        evidence: ['NET_ADMIN', ...(open ? ['open'] : facts.networks)],
        parts: open
          ? [['CN506', service.name, 'open', '']]
          : facts.networks.map((network) => ['CN506', service.name, network]),
      };
    }
  },
};

function peersOf(context: RuleContext, { service, facts }: ServiceView): readonly string[] {
  const peers = new Set<string>();
  for (const network of facts.networks) {
    for (const member of membersByNetwork(context).get(network) ?? []) {
      if (context.views.get(member)?.facts.owner !== facts.owner) peers.add(member);
    }
  }
  peers.delete(service.name);
  return [...peers];
}

/** True when the program's work is to change rules, addresses or routes: VPNs, firewall bans, shared addresses. */
function isItsWork({ image }: Service): boolean {
  const kind = catalogueEntry(image)?.kind;
  return kind === 'vpn' || kind === 'network-tool';
}

/** True for a tunnel: an image known as one, or any service that others join for their way out. */
function isTunnel(context: RuleContext, { service, facts }: ServiceView): boolean {
  if (facts.owner !== service.name) return false;
  for (const [name, other] of context.views) {
    if (name !== service.name && other.facts.owner === service.name) return true;
  }
  return false;
}
