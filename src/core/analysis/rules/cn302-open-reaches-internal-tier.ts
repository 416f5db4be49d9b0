// CN302. Owns: internal networks with data that a container on the host's network reaches all the same.

import type { Fix, Rule, RuleContext } from '../finding.ts';
import { bridgeFixes } from './facts/bridge-fix.ts';
import { isManaged, membersByNetwork } from './facts/networks.ts';
import { isOpen } from './facts/open-services.ts';

export const cn302: Rule = {
  id: 'CN302',
  slug: 'open-reaches-internal-tier',
  title: 'Host-mode container defeats an internal network',
  why: 'Internal takes the way out, it does not keep the host away: the host has an address on the bridge, and a container on the network of the host has it too. Both directions are open.',
  severity: 'error',
  source: 'X14, H2 (measured, both directions)',
  examples: {
    invalid: [
      'services:\n  mon:\n    image: example/monitor:1\n    network_mode: host\n  db:\n    image: postgres:16\n    networks: [back]\nnetworks:\n  back:\n    internal: true\n',
      'services:\n  mon:\n    image: example/monitor:1\n    network_mode: host\n  cache:\n    image: valkey/valkey:8\nnetworks:\n  default:\n    internal: true\n',
    ],
    valid: [
      'services:\n  mon:\n    image: example/monitor:1\n    network_mode: host\n  db:\n    image: postgres:16\n    networks: [back]\nnetworks:\n  back:\n    internal: true\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: isolated\n',
      'services:\n  mon:\n    image: example/monitor:1\n    network_mode: host\n    x-bulkhead:\n      needs: [db]\n  db:\n    image: postgres:16\n    networks: [back]\nnetworks:\n  back:\n    internal: true\n',
    ],
  },
  *check(context) {
    const { topology, reach, tiers, needs } = context;
    const open = reach.services.filter((name) => isOpen(context, name));
    if (open.length === 0) return;
    for (const [network, members] of membersByNetwork(context)) {
      const facts = topology.networks.get(network);
      if (facts?.internal !== true || !isManaged(facts)) continue;
      const data = members.filter((name) => tiers.of(name) === 'data');
      const reaching = open.filter(
        (name) =>
          data.some((store) => reach.direct(name, store) === true) &&
          !data.some((store) => needs.has(name, store)),
      );
      const [first] = reaching;
      if (first === undefined) continue;
      yield {
        subjects: [...reaching, ...data, `network:${network}`],
        message: `${reaching.join(', ')} is on the network of the host and reaches ${data.join(', ')} on the internal network ${network}.`,
        at: ['services', first, 'network_mode'],
        path: reaching.flatMap((from) =>
          data.map((to) => ({ from, to, network, at: ['networks', network, 'internal'] })),
        ),
        fixes: fixesFor(context, network, reaching),
        evidence: [network, ...reaching, ...data],
      };
    }
  },
};

function fixesFor(context: RuleContext, network: string, open: readonly string[]): readonly Fix[] {
  const { reach, topology } = context;
  const fixes: Fix[] = [];
  if (reach.options.engine.major >= 28) {
    const families = topology.networks.get(network)?.enableIpv6 === true ? ['ipv4', 'ipv6'] : ['ipv4'];
    const operations = families.map((family) => ({
      type: 'driver-opt' as const,
      network,
      key: `com.docker.network.bridge.gateway_mode_${family}`,
      value: 'isolated',
    }));
    fixes.push({ title: `Isolate ${network} from the host`, safe: false, operations });
  }
  const services = open.map((name) => topology.services.get(name)).filter((service) => service !== undefined);
  if (services.every((service) => service.mode.kind === 'host' && bridgeFixes(service).length > 0)) {
    const operations = services.flatMap((service) => bridgeFixes(service).flatMap((fix) => fix.operations));
    fixes.push({ title: `Take ${open.join(', ')} off the host's network`, safe: false, operations });
  }
  return fixes;
}
