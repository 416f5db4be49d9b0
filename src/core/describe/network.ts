// What a network is, in words.

import type { Network, Tri } from '../compose/topology.ts';

/** In a cell of a table: one trait, the one that decides who else is on it or whether it leads out. */
export function networkCell({ internal, external, undecided = [] }: Network): string {
  if (external === true) return 'external';
  if (internal === true) return 'internal';
  const open = internal === 'unknown' || external === 'unknown' || undecided.some((what) => what !== 'name');
  return open ? 'unknown' : 'open to the outside';
}

/** Its driver and every trait that it has, or may have. */
export function networkTraitsText({ driver, internal, external, enableIpv6, origin }: Network): string {
  return [
    driver,
    ...trait(internal, 'internal'),
    ...trait(external, 'external'),
    ...trait(enableIpv6, 'IPv6'),
    ...(origin === 'undeclared' ? ['not declared'] : []),
  ].join(', ');
}

function trait(value: Tri, name: string): readonly string[] {
  return value === false ? [] : [value === true ? name : `${name}: unknown`];
}
