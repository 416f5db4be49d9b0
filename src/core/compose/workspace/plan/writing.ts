// Which files a person lets an edit go to.

/** `into`: the override that receives every edit; null: the file that owns the fact. `locked` files are never changed. */
export interface Writing {
  readonly into: string | null;
  readonly locked: ReadonlySet<string>;
}

/** Every file may be written; edits go where the fact stands. */
export const writeToOwner: Writing = { into: null, locked: new Set() };
