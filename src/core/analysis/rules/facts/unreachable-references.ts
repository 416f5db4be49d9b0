// References to a service of the file whose name does not resolve where it is used: the fact behind CN402.

import type { Need } from '../../needs.ts';
import { namesByNetwork } from './names-by-network.ts';
import { oncePerContext } from './once-per-context.ts';

interface UnreachableReference {
  readonly need: Need;
  /** True where a network that the file does not manage may know the name. */
  readonly foreign: boolean;
}

/** References between active services, one per user and name, that no network of the user resolves. */
export const unreachableReferences = oncePerContext((context): readonly UnreachableReference[] => {
  const { needs, reach, topology } = context;
  const names = namesByNetwork(context);
  const registered = new Set([...names.values()].flatMap((known) => [...known.keys()]));
  const found: UnreachableReference[] = [];
  const seen = new Set<string>();
  for (const need of needs.all) {
    const user = reach.facts.get(need.from);
    if (need.kind !== 'reference' || !user || !reach.facts.has(need.to)) continue;
    const key = `${need.from}\n${need.name}`;
    if (seen.has(key)) continue;
    const owner = user.owner === null ? undefined : topology.services.get(user.owner);
    // Names that Docker never registers, or asked where there is no DNS of Docker's, are another matter (D5 to D7).
    if (owner?.mode.kind !== 'networks' || !registered.has(need.name)) continue;
    if (user.networks.some((network) => names.get(network)?.has(need.name))) continue;
    seen.add(key);
    const foreign = user.networks.some((network) => topology.networks.get(network)?.external !== false);
    found.push({ need, foreign });
  }
  return found;
});
