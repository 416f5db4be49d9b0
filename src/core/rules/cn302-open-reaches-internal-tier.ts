// CN302. Owns: internal networks with data that a container on the host's network reaches nevertheless.

import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { networkFamilies } from '../reach/families.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { isManaged, membersByNetwork, openServices } from './facts/networks.ts';
import { oncePerContext } from './facts/once-per-context.ts';
import { bridgeBesideNeeds } from './fixes/bridge-fix.ts';

export const rule: Rule = {
  id: 'CN302',
  slug: 'open-reaches-internal-tier',
  title: 'Host-mode container defeats an internal network',
  why: "An internal network blocks the way out, but not the host: the host has an address on the bridge, and a container on the host's network shares it. Each side reaches the other.",
  severity: 'error',
  source: 'X14, H2 (measured, both directions)',
  *check(context) {
    const { topology, reach, tiers, needs, checked } = context;
    const open = openServices(context);
    if (!open.some((name) => checked.has(name))) return;
    // All of these containers share one namespace, so they all reach the same services.
    const [any = ''] = open;
    const needed = new Set(open.flatMap((name) => needs.from(name).map(({ to }) => to)));
    for (const [network, members] of membersByNetwork(context)) {
      const facts = topology.networks.get(network);
      if (facts?.internal !== true || !isManaged(facts)) continue;
      const data = members.filter((name) => tiers.of(name) === 'data');
      if (!data.some((store) => reach.direct(any, store) === true)) continue;
      const reaching = data.some((store) => needed.has(store))
        ? open.filter((name) => !data.some((store) => needs.has(name, store)))
        : open;
      const [first] = reaching;
      if (first === undefined || !checked.has(first)) continue;
      yield {
        subjects: [...reaching, ...data, `network:${network}`],
        message: `${nameList(reaching)} is on the host's network and reaches ${nameList(data)} on the internal network ${network}.`,
        at: ['services', first, 'network_mode'],
        path: reaching
          .slice(0, 5)
          .flatMap((from) =>
            data.map((to) => ({ from, to, network, at: ['networks', network, 'internal'] })),
          ),
        fixes: [
          ...isolateFixes(context, network),
          ...(reaching === open ? allOffHost(context) : offHost(context, reaching)),
        ],
        evidence: [network, ...reaching, ...data],
        parts: [
          ...reaching.map((name) => ['CN302', name, network]),
          ...data.map((name) => ['CN302', network, name]),
        ],
      };
    }
  },
};

function isolateFixes({ reach, topology }: RuleContext, network: string): readonly Fix[] {
  if (!engineBehaviour(reach.options).isolatesFromHost) return [];
  const declared = topology.networks.get(network);
  const families = declared ? networkFamilies(declared, reach.options) : [];
  const operations = families.map((family) => ({
    type: 'driver-opt' as const,
    network,
    key: `com.docker.network.bridge.gateway_mode_${family}`,
    value: 'isolated',
  }));
  return [{ title: `Isolate ${network} from the host`, safe: false, operations }];
}

/** The fixes that take all open services off the host's network. */
const allOffHost = oncePerContext((context) => offHost(context, openServices(context)));

function offHost(context: RuleContext, open: readonly string[]): readonly Fix[] {
  const operations: Operation[] = [];
  for (const name of open) {
    const service = context.topology.services.get(name);
    const [fix] = service?.mode.kind === 'host' ? bridgeBesideNeeds(context, service) : [];
    if (!fix) return [];
    operations.push(...fix.operations);
  }
  return [{ title: `Take ${nameList(open)} off the host's network`, safe: false, operations }];
}
