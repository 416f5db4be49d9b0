// CN207. Owns: internal networks on which the host keeps an address. Containers on the host's network that reach them are CN302.

import type { Network } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { networkFamilies } from '../reach/families.ts';
import { bridgeFlag } from '../reach/networks/bridge-traits.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import type { Family, ReachOptions } from '../reach/reach-model.ts';
import { isManaged, membersByNetwork, openServices } from './facts/networks.ts';

const modeKey = 'com.docker.network.bridge.gateway_mode_';

export const rule: Rule = {
  id: 'CN207',
  slug: 'internal-reachable-from-host',
  title: 'Internal network still has a host address',
  why: 'An internal network has no route to the outside. The host still has an address on its bridge: programs on the host reach every member, and the members reach every program that listens on all addresses of the host.',
  severity: 'info',
  raisedIn: ['strict'],
  source: 'H2, H4 (measured)',
  *check(context) {
    const { topology, reach } = context;
    // Engines before 28 cannot isolate a network from the host, so there is nothing to advise.
    if (!engineBehaviour(reach.options).isolatesFromHost) return;
    const [open] = openServices(context);
    for (const [key, network] of topology.networks) {
      if (network.internal !== true || !isManaged(network) || network.driver !== 'bridge') continue;
      const families = openFamilies(network, reach.options);
      const members = membersByNetwork(context).get(key) ?? [];
      const [first] = members;
      if (families.length === 0 || first === undefined || !context.checked.has(first)) continue;
      yield {
        subjects: [`network:${key}`],
        message:
          open === undefined
            ? `The host has an address on ${key}: its programs and the members of ${key} reach each other.`
            : `The host has an address on ${key}, and ${open} is on the host's network: it and the members of ${key} reach each other.`,
        at: ['networks', key, 'internal'],
        // X14: the fix also cuts off containers on the host's network, so it is not offered where one of them is needed.
        fixes: isNeededByOpen(context, members) ? [] : isolate(key, families),
        evidence: [key],
        group: 'internal-host-address',
      };
    }
  },
};

function isNeededByOpen(context: RuleContext, members: readonly string[]): boolean {
  return openServices(context).some((open) =>
    members.some((member) => context.needs.has(open, member) || context.needs.has(member, open)),
  );
}

/** Returns the families in which the host has an address on a network: `inhibit_ipv4` removes only the IPv4 one (E6). */
function openFamilies(network: Network, options: ReachOptions): readonly Family[] {
  const inhibited = bridgeFlag(network, 'inhibit_ipv4', false) === true;
  return networkFamilies(network, options).filter(
    (family) =>
      network.driverOpts.get(`${modeKey}${family}`) !== 'isolated' && !(family === 'ipv4' && inhibited),
  );
}

function isolate(network: string, families: readonly Family[]): readonly Fix[] {
  const operations = families.map((family) => ({
    type: 'driver-opt' as const,
    network,
    key: `${modeKey}${family}`,
    value: 'isolated',
  }));
  return [{ title: `Isolate ${network} from the host`, safe: false, operations }];
}
