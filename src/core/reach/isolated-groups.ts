// Groups of services between which no connection is possible at their own addresses: nobody of one group reaches anybody of another, whichever
// way. What is not known joins them, since it is not known to be apart.

import type { Reach } from './reach-model.ts';
import { type BitRow, bitsOf, hasAny } from './rows/bit-row.ts';

/** The groups by their first members, each in file order. What uses the network of the host is in none: the host is its group. */
export function isolatedGroups(reach: Reach): readonly (readonly string[])[] {
  const { services } = reach;
  const isOpen = services.map((name) => reach.facts.get(name)?.isolation === 'open');
  const leader = services.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (leader[at] !== at) {
      const up = leader[leader[at] ?? at] ?? at;
      leader[at] = up;
      at = up;
    }
    return at;
  };
  // All of one namespace share their row: it joins whom it leads to once, and its users each to one of these.
  const joined = new Map<BitRow, number>();
  services.forEach((name, from) => {
    if (isOpen[from]) return;
    const { yes, maybe } = reach.row('direct', name);
    for (const row of [yes, maybe]) {
      if (!hasAny(row)) continue;
      const known = joined.get(row);
      const targets = known === undefined ? bitsOf(row) : [known];
      for (const to of targets) {
        if (to === from || isOpen[to]) continue;
        joined.set(row, to);
        const [a, b] = [find(from), find(to)];
        leader[Math.max(a, b)] = Math.min(a, b);
      }
    }
  });
  const groups = new Map<number, string[]>();
  services.forEach((name, index) => {
    if (isOpen[index]) return;
    const first = find(index);
    const members = groups.get(first) ?? [];
    groups.set(first, members);
    members.push(name);
  });
  return [...groups.values()];
}
