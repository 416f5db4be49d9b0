// `apart`: neither of two stacks reaches the other, except through a port published on the host or a route of a proxy.

import { checkPairs } from '../../analysis/intents/check-pairs.ts';
import type { Breach, PairIntent } from '../../analysis/intents/intent.ts';
import type { Reach } from '../../analysis/reach/reach-model.ts';
import type { Tiers } from '../../analysis/tiers.ts';
import type { Topology, Tri } from '../../compose/topology.ts';
import type { ApartIntent } from './read-host-intents.ts';

/** What keeps two stacks from being apart; nothing where they are. One breach, for the worse of the two directions. */
export function checkApart(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  { text, path, stacks: [one, other] }: ApartIntent,
): readonly Breach[] {
  const toward = (from: string, to: string): PairIntent => ({
    kind: 'never',
    text,
    path,
    from: [{ kind: 'stack', name: from }],
    to: [{ kind: 'stack', name: to }],
  });
  const breaches = [toward(one, other), toward(other, one)].flatMap((intent) =>
    checkPairs(topology, reach, tiers, intent, connectsDirectly),
  );
  const worst = breaches.find(({ state }) => state === 'broken') ?? breaches[0];
  return worst ? [worst] : [];
}

/** Connections through published ports are allowed, and so is a proxy's way to a service that asks it for a route. */
function connectsDirectly(_: Topology, reach: Reach, from: string, to: string): Tri {
  const isRoute = reach.proxied(to).some(({ proxy, ghost }) => !ghost && proxy === from);
  return isRoute ? false : reach.direct(from, to);
}
