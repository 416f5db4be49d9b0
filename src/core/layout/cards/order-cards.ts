// The order of the cards in their lanes: by tier, ways in and needs, and as in the previous scene.

import type { LayoutInput } from '../layout-input.ts';

const tierOrder = { edge: 0, app: 1, data: 2 } as const;

/**
 * Returns the number of needs that lead to each service from an entry point or from a service without dependents; deeper services are
 * placed further inside.
 */
function needDepths(input: LayoutInput): ReadonlyMap<string, number> {
  const targetsOf = new Map<string, string[]>();
  const needed = new Set<string>();
  for (const [from, to] of input.needs) {
    needed.add(to);
    const targets = targetsOf.get(from);
    if (targets) targets.push(to);
    else targetsOf.set(from, [to]);
  }
  const depth = new Map<string, number>();
  const queue: string[] = [];
  const start = (first: (name: string) => boolean): void => {
    for (const name of input.topology.services.keys()) {
      if (depth.has(name) || !first(name)) continue;
      depth.set(name, 0);
      queue.push(name);
    }
  };
  start((name) => input.published.has(name) || input.proxied.has(name) || !needed.has(name));
  for (const name of queue) {
    for (const to of targetsOf.get(name) ?? []) {
      if (depth.has(to)) continue;
      depth.set(to, (depth.get(name) ?? 0) + 1);
      queue.push(to);
    }
  }
  return depth;
}

/**
 * Returns the order of the cards: by tier (edge, application, data), then published services first, then dependents before the services
 * they need, then file order. Cards of the previous scene keep their order within their group.
 */
export function orderCards(input: LayoutInput): ReadonlyMap<string, number> {
  const depth = needDepths(input);
  const weight = (name: string): number => {
    const wayIn = input.published.has(name) || input.proxied.has(name);
    return tierOrder[input.tiers.get(name) ?? 'app'] * 2 + (wayIn ? 0 : 1);
  };
  const names = [...input.topology.services.keys()]
    .map((name, at) => ({ name, at }))
    .sort(
      (a, b) =>
        weight(a.name) - weight(b.name) || (depth.get(a.name) ?? 0) - (depth.get(b.name) ?? 0) || a.at - b.at,
    )
    .map(({ name }) => name);
  const groups = new Map<string, { readonly turns: number[]; readonly names: string[] }>();
  names.forEach((name, turn) => {
    const slot = input.slots.get(name);
    if (!slot) return;
    const group = groups.get(slot.group) ?? { turns: [], names: [] };
    groups.set(slot.group, group);
    group.turns.push(turn);
    group.names.push(name);
  });
  for (const group of groups.values()) {
    const slotOf = (name: string) => input.slots.get(name) ?? { sub: 0, row: 0 };
    const before = [...group.names].sort(
      (a, b) => slotOf(a).sub - slotOf(b).sub || slotOf(a).row - slotOf(b).row,
    );
    group.turns.forEach((turn, index) => {
      names[turn] = before[index] ?? names[turn] ?? '';
    });
  }
  return new Map(names.map((name, index) => [name, index]));
}
