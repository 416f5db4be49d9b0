// Which members of shared networks need each other: the few pairs of each network, so that rules need not look at all pairs.

import { splitHostName } from '../../host.ts';
import type { HostContext } from '../../host-rule.ts';
import { isMistaken } from '../../mistaken-needs.ts';

/** Two containers, either of which needs the other. */
export interface NeededPair {
  readonly one: string;
  readonly other: string;
}

/** By network, the pairs of different stacks on it of which one needs the other, each once. Joined services count as their owner. */
export function neededPairs({ needs, reach }: HostContext): ReadonlyMap<string, readonly NeededPair[]> {
  const found = new Map<string, Map<string, NeededPair>>();
  for (const need of needs.all) {
    const { from, to } = need;
    const [a, b] = [reach.facts.get(from), reach.facts.get(to)];
    const [one, other] = [a?.owner ?? from, b?.owner ?? to];
    if (!a || !b || splitHostName(one).stack === splitHostName(other).stack) continue;
    if (isMistaken(needs, need)) continue;
    for (const network of a.networks) {
      if (!b.networks.includes(network)) continue;
      const pairs = found.get(network) ?? new Map<string, NeededPair>();
      found.set(network, pairs);
      const key = one < other ? `${one}\n${other}` : `${other}\n${one}`;
      if (!pairs.has(key)) pairs.set(key, { one, other });
    }
  }
  return new Map([...found].map(([network, pairs]) => [network, [...pairs.values()]]));
}
