import type { Tri } from '../compose/topology.ts';

/** Yes, no, or `?` for what is not known. */
export function triWord(value: Tri): string {
  if (value === 'unknown') return '?';
  return value ? 'yes' : 'no';
}
