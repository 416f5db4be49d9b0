// What contracts are written with: schemas, with the names and meanings that the library's declarations and docs/contracts.md give them.
// Writers import types of them alone, so that no command loads zod for an answer.

import { z } from 'zod';

/** Names and meanings by schema. It is separate from zod's registry so that agents' tool descriptions stay short. */
export const meanings = z.registry<{ readonly id?: string; readonly description?: string }>();

/** Gives a schema its name in the library's declarations; `description` is Markdown. */
export function named<S extends z.ZodType>(id: string, schema: S, description?: string): S {
  meanings.add(schema, description === undefined ? { id } : { id, description });
  return schema;
}

/** Gives a schema its meaning in this place, in Markdown. */
export function means<S extends z.ZodType>(schema: S, description: string): S {
  const copy = schema.clone();
  meanings.add(copy, { description });
  return copy;
}

/** A value that a contract allows. */
export type ValueOf<S extends z.ZodType> = ReadonlyDeep<z.infer<S>>;

type ReadonlyDeep<T> = T extends readonly (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : T extends object
    ? { readonly [key in keyof T]: ReadonlyDeep<T[key]> }
    : T;
