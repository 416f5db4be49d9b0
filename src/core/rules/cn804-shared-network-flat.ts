// CN804. Owns: connections between members of a shared network that no need explains. Data on it is CN809.

import type { Report, Rule } from '../findings/finding.ts';
import type { HostNetwork } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import {
  fewNames,
  isProxy,
  membersByStack,
  type NeededPair,
  neededPairs,
  networkPlace,
  networksAcrossProjects,
} from './facts/host-networks.ts';
import { splitFixes } from './fixes/split-shared-network.ts';

export const rule: Rule = {
  id: 'CN804',
  slug: 'shared-network-flat',
  title: 'Members of a shared network reach each other without need',
  why: "Apps join the proxy's network so that the proxy can reach them. There they also reach every port of each other: an attacker who takes over one app reaches the admin pages, metrics and databases of all stacks.",
  severity: 'warning',
  source: 'C2, N1 (measured across stacks)',
  *checkStacks(context) {
    const shared = networksAcrossProjects(context);
    if (shared.length === 0) return;
    const needed = neededPairs(context);
    for (const network of shared) {
      const report = reportOn(context, network, needed.get(network.name) ?? []);
      if (report) yield report;
    }
  },
};

function reportOn(context: HostFacts, network: HostNetwork, needed: readonly NeededPair[]): Report | null {
  const proxies = network.members.filter((member) => isProxy(context, member));
  const apart = new Set(proxies);
  const others = network.members.filter((member) => !apart.has(member));
  const stacks = membersByStack(context, others);
  const sample = sampleOf(stacks);
  // C4: on a network that blocks traffic between its members, none of them is reachable.
  if (!sample || !context.reach.pair(...sample).networks.includes(network.name)) return null;
  const wanted = needed.filter(({ one, other }) => !apart.has(one) && !apart.has(other));
  const pairs = pairsAcross(others.length, stacks) - wanted.length;
  if (pairs <= 0) return null;
  const who = membersWithoutNeed(context, others, wanted);
  const [first = '', second = ''] = stacks.keys();
  const stack = network.madeBy ?? network.stacks[0] ?? first;
  const only = proxies.length === 0 ? '' : `, not only ${fewNames(proxies)}`;
  const count = stacks.size === 2 ? `${first} and ${second}` : `${stacks.size} stacks`;
  return {
    stack,
    certainty: 'inferred',
    subjects: [`network:${network.name}`, ...who.slice(0, 50)],
    message: `On ${network.name}, ${fewNames(who)} of ${count} reach every port of each other${only}, although nothing here says that they need to: ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}.`,
    at: networkPlace(context, stack, network),
    fixes: splitFixes(context, network, proxies, wanted),
    evidence: [network.name, ...who],
    parts: who.map((member) => ['CN804', network.name, member]),
  };
}

/** Returns two members of different stacks as a sample: on one network, all behave alike. */
function sampleOf(stacks: ReadonlyMap<string, readonly string[]>): readonly [string, string] | null {
  const [one, other] = stacks.values();
  const [a, b] = [one?.[0], other?.[0]];
  return a === undefined || b === undefined ? null : [a, b];
}

/** Returns the number of pairs from different stacks. */
function pairsAcross(count: number, stacks: ReadonlyMap<string, readonly string[]>): number {
  let pairs = (count * (count - 1)) / 2;
  for (const { length } of stacks.values()) pairs -= (length * (length - 1)) / 2;
  return pairs;
}

/** Returns the members that have no need, in either direction, with some member of another stack. */
function membersWithoutNeed(
  context: HostFacts,
  members: readonly string[],
  wanted: readonly NeededPair[],
): readonly string[] {
  const partners = new Map<string, number>();
  for (const name of wanted.flatMap(({ one, other }) => [one, other]))
    partners.set(name, (partners.get(name) ?? 0) + 1);
  const sizes = new Map<string, number>();
  for (const group of membersByStack(context, members).values())
    for (const member of group) sizes.set(member, group.length);
  return members.filter((member) => members.length - (sizes.get(member) ?? 0) > (partners.get(member) ?? 0));
}
