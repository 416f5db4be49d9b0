// References to a service of the file whose name does not resolve where it is used: the fact behind CN402.

import { oncePer } from '../../../compose/once-per.ts';
import type { RuleContext } from '../../findings/finding.ts';
import type { Need } from '../../needs/needs.ts';
import type { ServiceView } from '../../service-view.ts';
import { type NamesByNetwork, namesByNetwork } from './names-by-network.ts';
import { livesOnNetworks } from './networks.ts';
import { oncePerContext } from './once-per-context.ts';

interface UnreachableReference {
  readonly need: Need;
  /** True where a network that the file does not manage may know the name. */
  readonly foreign: boolean;
}

/** References of checked services to active ones, one per user and name, that no network of the user resolves. */
export const unreachableReferences = oncePerContext((context): readonly UnreachableReference[] => {
  const found: UnreachableReference[] = [];
  for (const view of context.checked.values()) {
    // Names that are asked where there is no DNS of Docker's are another matter (D5, D7).
    if (!view.owner || !livesOnNetworks(view.owner)) continue;
    const unknown = unknownReferences(context, view);
    if (unknown.length === 0) continue;
    const foreign = view.facts.networks.some(
      (network) => context.topology.networks.get(network)?.external !== false,
    );
    for (const need of unknown) found.push({ need, foreign });
  }
  return found;
});

/** References of one service to active ones by names that Docker registers (D6), though on no network of its own. */
function unknownReferences(context: RuleContext, { service, facts }: ServiceView): readonly Need[] {
  const needs = context.needs.from(service.name);
  if (needs.length === 0) return needs;
  const byNetwork = namesByNetwork(context);
  const found = new Map<string, Need>();
  for (const need of needs) {
    if (need.kind !== 'reference' || found.has(need.name) || !context.reach.facts.has(need.to)) continue;
    if (facts.networks.some((network) => byNetwork.get(network)?.has(need.name))) continue;
    if (registeredNames(byNetwork).has(need.name)) found.set(need.name, need);
  }
  return [...found.values()];
}

const registeredNames = oncePer((byNetwork: NamesByNetwork): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const names of byNetwork.values()) for (const name of names.keys()) all.add(name);
  return all;
});
