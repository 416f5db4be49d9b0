// The interface of the Compose schema: three functions that return the faults of plain values, and the keys that the schema has;
// `schema-problems.ts` makes problems of faults. Made at build time from the JSON schema, and independent of the library for it.

import type { Writable } from '../../yaml/format-value.ts';
import type { Tree } from '../../yaml/tree.ts';
import type { Problem } from '../problem.ts';

/** A mismatch with the schema. `at` is a JSON pointer (RFC 6901) from the checked value. */
export type SchemaFault = { readonly at: string } & (
  | { readonly kind: 'type'; readonly types: readonly string[] }
  | { readonly kind: 'unknown-key'; readonly key: string }
  | { readonly kind: 'missing-key'; readonly key: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'repeated'; readonly first: number; readonly second: number }
  | { readonly kind: 'limit'; readonly comparison: string; readonly limit: number }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'duration' }
  /** Marks a value that matches none of several forms; the other faults at and below its place give the reason for each form. */
  | { readonly kind: 'no-form' }
);

/** The keys that a map may have; `*` is any name, and any item of a list. */
export interface KeyTree extends ReadonlyMap<string, KeyTree> {}

/** The check for values of one kind. */
export interface KindCheck {
  /** Returns the faults of a value. Its maps are objects without a prototype, so that `__proto__` is an ordinary key. */
  readonly faultsOf: (value: Writable) => readonly SchemaFault[];
  readonly keys: KeyTree;
}

/** The checks by kind of value; `top` checks a map of top-level keys without the entries of `services` and `networks`. */
export interface SchemaKinds {
  readonly service: KindCheck;
  readonly network: KindCheck;
  readonly top: KindCheck;
}

/** The schema with the messages for everything that it refuses; the page loads it after its first frame. */
export interface SchemaCheck {
  /**
   * Returns the problems of one service or network, or of one top-level key (`top`, with the key as `name`), sorted by path, one per path.
   * Entries of `services` and `networks` are kinds of their own, so `top` does not check them.
   */
  problems(
    kind: keyof SchemaKinds,
    name: string,
    tree: Tree,
    environment: ReadonlyMap<string, string>,
  ): readonly Problem[];
}
