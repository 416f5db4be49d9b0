// CN805. Owns: networks that several stacks create under one Docker name with different settings.

import type { Network } from '../compose/topology.ts';
import type { Report, Rule } from '../findings/finding.ts';
import type { HostNetwork } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { sameNetwork } from '../host/join-stacks.ts';
import { fewNames, isOneProject, networkIn, networkPlace } from './facts/host-networks.ts';

export const rule: Rule = {
  id: 'CN805',
  slug: 'network-made-twice',
  title: 'Two stacks make one network, and not alike',
  why: 'Docker identifies a network by its name. The stack that starts first creates it, and the other one joins the existing network, with a warning at most: the first stack decides whether the network is internal or has a way out.',
  severity: 'error',
  source: 'N1; Compose: networks',
  *checkStacks(context) {
    for (const network of context.joined.networks.values()) {
      const [first, ...others] = network.makers;
      if (first === undefined || others.length === 0) continue;
      const made = networkIn(context, first, network.name);
      const unlike = others.filter((other) => {
        const ownNetwork = networkIn(context, other, network.name);
        return made && ownNetwork && !isOneProject(context, first, other) && !sameNetwork(made, ownNetwork);
      });
      const [second] = unlike;
      if (second !== undefined) yield report(context, network, first, second, unlike);
    }
  },
};

function report(
  context: HostFacts,
  network: HostNetwork,
  first: string,
  second: string,
  unlike: readonly string[],
): Report {
  const [one, other] = [networkIn(context, first, network.name), networkIn(context, second, network.name)];
  const keys = one && other ? differences(one, other) : [];
  return {
    stack: second,
    subjects: [`network:${network.name}`, ...[first, ...unlike].map((stack) => `stack:${stack}`)],
    message: `${fewNames(unlike)} ${unlike.length === 1 ? 'creates' : 'create'} the network ${network.name}, and so does ${first}, with another ${fewNames(keys)}: the first one to start decides. Declare it in one of them, and as external in all others.`,
    at: networkPlace(context, second, network),
    evidence: [network.name, ...keys],
    parts: unlike.map((stack) => ['CN805', network.name, stack]),
  };
}

/** Returns the keys in which two declarations differ; a variable without a value may be any of them. */
function differences(one: Network, other: Network): readonly string[] {
  const text = (value: unknown): string => JSON.stringify(value);
  const options = (network: Network) => [...network.driverOpts].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows: readonly (readonly [string, unknown, unknown])[] = [
    ['driver', one.driver, other.driver],
    ['internal', one.internal, other.internal],
    ['attachable', one.attachable, other.attachable],
    ['enable_ipv4', one.enableIpv4, other.enableIpv4],
    ['enable_ipv6', one.ipv6Stated && one.enableIpv6, other.ipv6Stated && other.enableIpv6],
    ['driver_opts', options(one), options(other)],
    ['ipam', [one.ipamDriver, one.subnets], [other.ipamDriver, other.subnets]],
  ];
  const found = rows.filter(([, a, b]) => text(a) !== text(b)).map(([key]) => key);
  return found.length > 0 ? found : ['variable'];
}
