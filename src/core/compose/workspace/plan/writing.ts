// The files that edits may be written to.

/** `into`: the override that receives every edit; null: the file that owns the fact. `locked` files are never changed. */
export interface Writing {
  readonly into: string | null;
  readonly locked: ReadonlySet<string>;
}

/** Every file may be written; edits go to the file that owns the fact. */
export const writeToOwner: Writing = { into: null, locked: new Set() };
