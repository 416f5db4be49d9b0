// The positions of fragments. They have lengths only, so a start is the sum of the lengths before.

import type { ComposeDocument, Fragment } from './document.ts';

export interface FragmentPlace {
  readonly fragment: Fragment;
  readonly index: number;
  /** Offset of its first character in the text. */
  readonly from: number;
}

/** Places by kind and name, kept for as long as the list of fragments they were made from. */
const places = new WeakMap<readonly Fragment[], ReadonlyMap<string, readonly FragmentPlace[]>>();

/** The fragment of an entry of `services` or `networks`; null where it has none of its own. */
export function entityFragment(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): FragmentPlace | null {
  return entityFragments(document, kind, name)[0] ?? null;
}

/** All fragments of an entry: several only where several YAML documents of one file have it. */
export function entityFragments(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): readonly FragmentPlace[] {
  return placesOf(document.fragments).get(`${kind}:${name}`) ?? [];
}

/** The fragment of a top-level key; null where the file has none. */
export function topLevelFragment(document: ComposeDocument, key: string): FragmentPlace | null {
  return key === '' ? null : (placesOf(document.fragments).get(`rest:${key}`)?.[0] ?? null);
}

function placesOf(fragments: readonly Fragment[]): ReadonlyMap<string, readonly FragmentPlace[]> {
  const known = places.get(fragments);
  if (known) return known;
  const made = new Map<string, FragmentPlace[]>();
  let from = 0;
  for (const [index, fragment] of fragments.entries()) {
    const key = `${fragment.kind}:${fragment.name}`;
    const place = { fragment, index, from };
    const before = made.get(key);
    if (before) before.push(place);
    else made.set(key, [place]);
    from += fragment.length;
  }
  places.set(fragments, made);
  return made;
}
