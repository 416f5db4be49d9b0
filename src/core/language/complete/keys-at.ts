// The row of the table of keys for a place of a compose file, and what completion offers of it. Places are paths; `-` is an item of a list.

import { fileKeys } from '../../compose/keys/file-keys.ts';
import type { ComposeKey } from '../../compose/keys/key.ts';

/** A key that a map may have. */
export interface OfferedKey {
  readonly name: string;
  readonly about: string;
  /** True when the key's value is written on the lines below it. */
  readonly block: boolean;
}

/** Returns the keys that the map at `path` takes, likely ones first; none where every name is free or nothing is known. */
export function keysAt(path: readonly string[]): readonly OfferedKey[] {
  return [...(rowAt(path)?.below ?? [])].flatMap(([name, { about, block = false }]) =>
    about === undefined ? [] : [{ name, about, block }],
  );
}

/** Returns the fixed values that the key at the end of `path` takes, each with its meaning. */
export function wordsAt(path: readonly string[]): readonly (readonly [word: string, about: string])[] {
  return Object.entries(rowAt(path)?.words ?? {});
}

function rowAt(path: readonly string[]): ComposeKey | undefined {
  let row: ComposeKey | undefined = { below: fileKeys };
  for (const step of path) {
    // What is said of any name holds for no item.
    row = row?.below?.get(step) ?? (step === '-' ? undefined : row?.below?.get('*'));
  }
  return row;
}
