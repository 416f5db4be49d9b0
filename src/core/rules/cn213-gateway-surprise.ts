// CN213. Owns: services on several networks that could each give the default route, with nothing that decides which one does.

import { nameList } from '../compose/name-list.ts';
import { keyPlace } from '../compose/places.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Report, Rule } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import type { Engine } from '../reach/reach-model.ts';

const optionsThatMatter = [
  'com.docker.network.bridge.enable_ip_masquerade',
  'com.docker.network.bridge.host_binding_ipv4',
  'com.docker.network.bridge.gateway_mode_ipv4',
];

export const rule: Rule = {
  id: 'CN213',
  slug: 'gateway-surprise',
  title: 'The default route follows the alphabet',
  why: 'When several networks lead out, the Engine takes the default route from the network whose name sorts first, and publishes ports through it. Renaming or adding a network can change both.',
  severity: 'info',
  raisedIn: ['strict'],
  loweredTo: { cis: 'info' },
  quietOn: 'ways out with equal options',
  source: 'G1 (measured)',
  *check({ checked, reach }) {
    const { gatewayPriority: obeyed, arbitraryGateway, gatewayBridge } = engineBehaviour(reach.options);
    if (arbitraryGateway || gatewayBridge) return; // CN221; SW2: always docker_gwbridge
    for (const view of checked.values()) {
      // Nearly all services have one network.
      if (view.service.attachments.length >= 2)
        yield* gatewayReports(view, obeyed ? null : reach.options.engine);
    }
  },
};

/** Reports a default route that depends on names. `older`: the Engine, when it does not know `gw_priority`, which then decides nothing. */
function* gatewayReports({ service, facts, networks }: ServiceView, older: Engine | null): Iterable<Report> {
  if (older === null && service.attachments.some(({ gatewayPriority }) => gatewayPriority !== 0)) return;
  const ways = networks.filter(({ internal }) => internal !== true);
  if (ways.length < 2) return;
  const differ = optionsThatMatter.some(
    (option) => new Set(ways.map((way) => setting(way, option))).size > 1,
  );
  // Equal ways out without a published port make no difference, so the choice does not matter.
  const publishes = facts.published.some(({ reachableFrom }) => reachableFrom !== 'nowhere');
  if (!differ && !publishes) return;
  const { gateway } = facts;
  const keys = ways.map(({ name }) => name);
  const taken =
    gateway === null
      ? 'which one it takes depends on the project name'
      : `it takes ${gateway}, whose name sorts first`;
  const advice =
    older === null
      ? 'gw_priority fixes the choice.'
      : `Engine ${older.major} does not know gw_priority, which fixes the choice from 28 on.`;
  const keep: Fix = {
    title: `Keep ${gateway} as the way out`,
    safe: true,
    operations: [{ type: 'gw-priority', service: service.name, network: gateway ?? '', priority: 1 }],
  };
  yield {
    severity: differ ? 'warning' : 'info',
    subjects: [service.name, ...keys.map((key) => `network:${key}`)],
    message: `${service.name} has ways out through ${nameList(keys)}; ${taken}${differ ? ', and their options differ' : ''}. ${advice}`,
    at: keyPlace(service, 'networks'),
    fixes: gateway === null || older !== null ? [] : [keep],
    evidence: keys,
    quiet: !differ,
    parts: [
      ...keys.map((key) => ['CN213', service.name, key]),
      ...(differ ? [['CN213', service.name, 'differ', '']] : []),
    ],
    group: 'gateway-order',
  };
}

function setting(network: Network, option: string): string {
  return network.driverOpts.get(option) ?? '';
}
