// CN214. Owns: networks whose masquerade is off, which is no way to close the way out.

import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { isManaged, membersByNetwork } from './facts/networks.ts';

const option = 'com.docker.network.bridge.enable_ip_masquerade';

export const rule: Rule = {
  id: 'CN214',
  slug: 'masquerade-off',
  title: 'Masquerade is off, which is no egress block',
  why: "Without masquerade, packets still leave, with the container's own address. Replies arrive if the network beyond has a route back; from Engine 28.2 on they are dropped on the way in. An internal network closes the way out explicitly.",
  severity: 'warning',
  source: 'E5, X6 (measured)',
  *check(context) {
    for (const [key, network] of context.topology.networks) {
      if (network.driverOpts.get(option)?.toLowerCase() !== 'false' || network.internal === true) continue;
      if (
        !isManaged(network) ||
        network.driverOpts.get('com.docker.network.bridge.gateway_mode_ipv4') === 'routed'
      )
        continue;
      yield {
        subjects: [`network:${key}`],
        message: `${key} has masquerade off: its members still send to the outside, with their own addresses. If they should not, make the network internal.`,
        at: ['networks', key, 'driver_opts', option],
        fixes: fixesFor(context, key),
        evidence: [key],
      };
    }
  },
};

/** Returns the fix that makes the network internal; none when a member publishes a port or is tagged as needing a way out. */
function fixesFor(context: RuleContext, network: string): readonly Fix[] {
  const members = membersByNetwork(context).get(network) ?? [];
  const needy = members.some((name) => {
    const service = context.topology.services.get(name);
    return service === undefined || service.ports.length > 0 || service.tags.external;
  });
  if (needy) return [];
  const close = { type: 'internal' as const, network, internal: true };
  return [{ title: `Make ${network} internal`, safe: false, operations: [close] }];
}
