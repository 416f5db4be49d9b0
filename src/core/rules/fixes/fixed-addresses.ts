// Services that have to stay on a network because of a fixed address: its holder, and the services that refer to it (`dns:`, a setting). On
// other networks the address is unreachable.

import type { RuleContext } from '../../findings/finding.ts';
import { networkOfAddress } from '../../needs/can-meet.ts';
import { oncePerContext } from '../facts/once-per-context.ts';

/** The namespace owners that a fixed address keeps on a network, by network, each with the first such address. */
export const pinnedByAddress = oncePerContext(
  ({
    topology,
    needs,
    reach,
  }: Pick<RuleContext, 'topology' | 'needs' | 'reach'>): ReadonlyMap<string, ReadonlyMap<string, string>> => {
    const kept = new Map<string, Map<string, string>>();
    for (const { from, to, name } of needs.all) {
      const network = networkOfAddress(topology, to, name);
      if (network === null) continue;
      const here = kept.get(network) ?? new Map<string, string>();
      kept.set(network, here);
      for (const service of [from, to]) {
        const owner = reach.facts.get(service)?.owner ?? null;
        if (owner !== null && !here.has(owner)) here.set(owner, name);
      }
    }
    return kept;
  },
);
