// The positions of fragments. They have lengths only, so a start is the sum of the lengths before.

import type { ComposeDocument, Fragment } from './document.ts';

export interface FragmentPlace {
  readonly fragment: Fragment;
  readonly index: number;
  /** The offset of the fragment's first character in the text. */
  readonly from: number;
}

/** The positions by kind and name, cached for each list of fragments. */
const places = new WeakMap<readonly Fragment[], ReadonlyMap<string, readonly FragmentPlace[]>>();

/** Returns the fragment of an entry of `services` or `networks`; null when the entry has none of its own. */
export function entityFragment(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): FragmentPlace | null {
  return entityFragments(document, kind, name)[0] ?? null;
}

/** Returns all fragments of an entry: several only when several YAML documents of one file have it. */
export function entityFragments(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): readonly FragmentPlace[] {
  return placesOf(document.fragments).get(`${kind}:${name}`) ?? [];
}

/** Returns the fragment of a top-level key; null when the file has none. */
export function topLevelFragment(document: ComposeDocument, key: string): FragmentPlace | null {
  return key === '' ? null : (placesOf(document.fragments).get(`rest:${key}`)?.[0] ?? null);
}

function placesOf(fragments: readonly Fragment[]): ReadonlyMap<string, readonly FragmentPlace[]> {
  const known = places.get(fragments);
  if (known) return known;
  const placesByKey = new Map<string, FragmentPlace[]>();
  let from = 0;
  for (const [index, fragment] of fragments.entries()) {
    const key = `${fragment.kind}:${fragment.name}`;
    const place = { fragment, index, from };
    const before = placesByKey.get(key);
    if (before) before.push(place);
    else placesByKey.set(key, [place]);
    from += fragment.length;
  }
  places.set(fragments, placesByKey);
  return placesByKey;
}
