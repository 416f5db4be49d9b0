// The JSON of `nft -j`, of which any part may be absent or of another type.

import type { Family } from '../../reach/reach-model.ts';

export type Json = unknown;

/** The sets and maps of an nft table, by name. */
export type NamedSets = ReadonlyMap<string, readonly Json[]>;

/** The nft names of table families that hold one address family. */
export const tableFamilies: { readonly [family in Family]: string } = { ipv4: 'ip', ipv6: 'ip6' };

export function field(value: Json, name: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textOf(value: Json, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

export function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function onlyEntry(value: Json): readonly [string, Json] {
  if (typeof value === 'string') return [value, null];
  if (typeof value !== 'object' || value === null) return ['', undefined];
  return Object.entries(value)[0] ?? ['', undefined];
}

/** Returns an element of a set without its counter, comment or timeout. */
export function elementOf(value: Json): Json {
  const element = field(value, 'elem');
  return element === undefined ? value : field(element, 'val');
}
