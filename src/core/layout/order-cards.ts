// The order in which cards look for a place inside their lanes.

import type { LayoutInput } from './layout-input.ts';

const tierOrder = { edge: 0, app: 1, data: 2 } as const;

/** Edge before app before data, ways in first, then file order. */
export function orderCards(input: LayoutInput): ReadonlyMap<string, number> {
  const weight = (name: string): number => {
    const wayIn = input.published.has(name) || input.proxied.has(name);
    return tierOrder[input.tiers.get(name) ?? 'app'] * 2 + (wayIn ? 0 : 1);
  };
  const sorted = [...input.topology.services.keys()]
    .map((name, at) => ({ name, at }))
    .sort((a, b) => weight(a.name) - weight(b.name) || a.at - b.at);
  return new Map(sorted.map(({ name }, index) => [name, index]));
}
