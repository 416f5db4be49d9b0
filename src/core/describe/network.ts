// What a network is, in words.

import type { Network, Tri } from '../compose/topology.ts';

/** Returns the one trait of a network for a table cell: the trait that decides about its members or its way out. */
export function networkCell({ internal, external, undecided = [] }: Network): string {
  if (external === true) return 'external';
  if (internal === true) return 'internal';
  const open = internal === 'unknown' || external === 'unknown' || undecided.some((what) => what !== 'name');
  return open ? 'unknown' : 'open to the outside';
}

/** Returns a network's driver and all its traits, certain and possible. */
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
