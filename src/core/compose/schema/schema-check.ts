// The interface of the Compose schema: three functions that return the faults of plain values, and the keys that the schema has;
// `schema-problems.ts` makes problems of faults. Made at build time from the JSON schema, and independent of the library for it.

import type { Writable } from '../../yaml/format-value.ts';
import type { Tree } from '../../yaml/tree.ts';
import type { Problem } from '../problem.ts';

/** One mismatch at a place. `at` is a JSON pointer (RFC 6901) from the value that was checked. */
export type SchemaFault = { readonly at: string } & (
  | { readonly kind: 'type'; readonly types: readonly string[] }
  | { readonly kind: 'unknown-key'; readonly key: string }
  | { readonly kind: 'missing-key'; readonly key: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'repeated'; readonly first: number; readonly second: number }
  | { readonly kind: 'limit'; readonly comparison: string; readonly limit: number }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'duration' }
  /** None of several forms fits; the other faults at and below this place say why for each form. */
  | { readonly kind: 'no-form' }
);

/** The keys that may stand in a map; `*` is any name, and any item of a list. */
export interface KeyTree extends ReadonlyMap<string, KeyTree> {}

/** The check for values of one kind. */
export interface KindCheck {
  /** Maps of the file are objects without a prototype, so that `__proto__` is a key like any other. */
  readonly faultsOf: (value: Writable) => readonly SchemaFault[];
  readonly keys: KeyTree;
}

/** `top` checks a map of top-level keys without the entries of `services` and `networks`. */
export interface SchemaKinds {
  readonly service: KindCheck;
  readonly network: KindCheck;
  readonly top: KindCheck;
}

/** The schema with the messages for what it refuses; the page loads it after its first frame. */
export interface SchemaCheck {
  /**
   * The problems of one service or network, or of one top-level key (`top`, with the key as `name`), sorted by path, one per path.
   * Entries of `services` and `networks` are kinds of their own, so `top` does not check them.
   */
  problems(
    kind: keyof SchemaKinds,
    name: string,
    tree: Tree,
    environment: ReadonlyMap<string, string>,
  ): readonly Problem[];
}
