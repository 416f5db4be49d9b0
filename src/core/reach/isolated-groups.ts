// Groups of services without any possible connection between groups at the services' own addresses. An unknown connection joins two groups.

import type { Reach } from './reach-model.ts';
import { type BitRow, bitsOf, hasAny } from './rows/bit-row.ts';

/** Returns the groups in the order of their first members, each in file order. Services on the host's network are in no group. */
export function isolatedGroups(reach: Reach): readonly (readonly string[])[] {
  const { services } = reach;
  const usesHostNetwork = services.map((name) => reach.facts.get(name)?.isolation === 'open');
  const leader = services.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (leader[root] !== root) {
      const parent = leader[leader[root] ?? root] ?? root;
      leader[root] = parent;
      root = parent;
    }
    return root;
  };
  // Services of one namespace share a row. The first of them joins all of its targets; each later one joins a single target.
  const memberByRow = new Map<BitRow, number>();
  services.forEach((name, from) => {
    if (usesHostNetwork[from]) return;
    const { yes, maybe } = reach.row('direct', name);
    for (const row of [yes, maybe]) {
      if (!hasAny(row)) continue;
      const known = memberByRow.get(row);
      const targets = known === undefined ? bitsOf(row) : [known];
      for (const to of targets) {
        if (to === from || usesHostNetwork[to]) continue;
        memberByRow.set(row, to);
        const [a, b] = [find(from), find(to)];
        leader[Math.max(a, b)] = Math.min(a, b);
      }
    }
  });
  const groups = new Map<number, string[]>();
  services.forEach((name, index) => {
    if (usesHostNetwork[index]) return;
    const first = find(index);
    const members = groups.get(first) ?? [];
    groups.set(first, members);
    members.push(name);
  });
  return [...groups.values()];
}
