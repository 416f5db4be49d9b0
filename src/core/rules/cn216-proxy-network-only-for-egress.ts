// CN216. Owns: services on the network of a proxy that no route leads to and that have no known need there.

import { freeName } from '../compose/free-name.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { labelReader } from '../ways-in/ways/program-of.ts';
import { commonNetworks, membersByNetwork } from './facts/networks.ts';
import { routeKeys } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN216',
  slug: 'proxy-network-only-for-egress',
  title: "Service is on the proxy's network with neither route nor need",
  why: 'The service uses the network only as a way out, but everything behind the proxy, of every project, reaches every port of it there. A separate network gives the service a way out without those neighbours.',
  severity: 'info',
  raisedIn: ['strict'],
  source: 'C2, E1',
  reads: routeKeys,
  *check(context) {
    const { topology, reach } = context;
    for (const [network, members] of membersByNetwork(context)) {
      if (topology.networks.get(network)?.external !== true) continue;
      const routed = members.filter((name) => reach.proxied(name).length > 0);
      if (routed.length === 0) continue;
      for (const name of members) {
        const view = context.checked.get(name);
        if (!view || !isBystander(context, view, network, members)) continue;
        yield {
          certainty: 'inferred',
          subjects: [name, `network:${network}`],
          message: `${name} is on ${network} with ${routed[0]}, but no route leads to it and it has no known need there: it seems to use the network only as a way out.`,
          at: attachmentPlace(view.service, network),
          fixes: moveOut(context, name, network),
          evidence: [name, network],
        };
      }
    }
  },
};

/**
 * True when a service needs a network only for its way out: its other networks are internal, nothing routes to it here, and its partners
 * meet it elsewhere.
 */
function isBystander(
  context: RuleContext,
  { service, facts }: ServiceView,
  network: string,
  members: readonly string[],
): boolean {
  const { needs, reach, topology } = context;
  const { name } = service;
  if (facts.owner !== name || labelReader(service) !== null || service.ports.length > 0) return false;
  if (service.attachments.length < 2 || reach.proxied(name).length > 0) return false;
  const others = service.attachments.filter((attachment) => attachment.network !== network);
  if (others.some((attachment) => topology.networks.get(attachment.network)?.internal !== true)) return false;
  return !members.some((member) => {
    if (member === name || (!needs.has(name, member) && !needs.has(member, name))) return false;
    return !commonNetworks(context, name, member).some((shared) => shared !== network);
  });
}

function moveOut(context: RuleContext, service: string, from: string): readonly Fix[] {
  const to = freeName('egress', context.topology.networks);
  return [
    {
      title: `Give ${service} its own way out`,
      safe: false,
      operations: [
        { type: 'add-network', network: to, internal: false },
        { type: 'move', service, from, to },
      ],
    },
  ];
}
