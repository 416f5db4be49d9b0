/** CSS colour of a lane by its id. */
export function hueOfLane(id: string, hues: ReadonlyMap<string, number>): string {
  if (id.startsWith('network:')) return `var(--net-${hues.get(id.slice('network:'.length)) ?? 1})`;
  return id === 'place:host' ? 'var(--open)' : 'var(--closed)';
}
