// Active services that are alike in networks and in the way out: in whom they reach over the host one answers for all.

import { oncePer } from '../../../compose/once-per.ts';
import type { ServiceView } from '../../service-view.ts';
import { oncePerContext } from './once-per-context.ts';

export interface AlikeServices {
  readonly networks: readonly string[];
  /** In file order, at least one. */
  readonly members: readonly string[];
  /** Those of them that are open to the outside. */
  readonly edges: readonly string[];
}

interface Draft extends AlikeServices {
  readonly members: string[];
  readonly edges: string[];
}

const alikeKey = oncePer(({ facts }: ServiceView): string =>
  [facts.gateway, facts.egress, facts.egressNeedsRoute, ...facts.networks].join('\n'),
);

/** The groups by their first member in the file. A service without a network is in none: no publish goes around one. */
export const alikeServices = oncePerContext(({ views }): readonly AlikeServices[] => {
  const groups = new Map<string, Draft>();
  for (const [name, view] of views) {
    const { networks } = view.facts;
    if (networks.length === 0) continue;
    const key = alikeKey(view);
    let group = groups.get(key);
    if (!group) {
      group = { networks, members: [], edges: [] };
      groups.set(key, group);
    }
    group.members.push(name);
    if (view.tier === 'edge') group.edges.push(name);
  }
  return [...groups.values()];
});

/** The index of the group of each service that is in one. */
export const groupIndexes = oncePerContext((context): ReadonlyMap<string, number> => {
  const indexes = new Map<string, number>();
  alikeServices(context).forEach(({ members }, index) => {
    for (const member of members) indexes.set(member, index);
  });
  return indexes;
});
