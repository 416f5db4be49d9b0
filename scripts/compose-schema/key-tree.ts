// The keys that a schema names, as nested lists: what a message can offer instead of a key that is not there.

import type { KeyList } from '../../src/core/compose/schema/schema-check-of.ts';
import { isNode, type SchemaNode } from './patched-schema.ts';

/** Returns the keys below one part of `schema`, following references. */
export function keyTree(schema: SchemaNode, part: SchemaNode): KeyList {
  const keys = new Map<string, KeyList>();
  const note = (key: string, value: unknown): void => {
    if (isNode(value)) keys.set(key, [...(keys.get(key) ?? []), ...keyTree(schema, value)]);
  };
  if (typeof part.$ref === 'string') return keyTree(schema, referenced(schema, part.$ref));
  if (isNode(part.properties)) {
    for (const [key, value] of Object.entries(part.properties)) note(key, value);
  }
  if (isNode(part.patternProperties)) {
    for (const [pattern, value] of Object.entries(part.patternProperties)) {
      if (pattern !== '^x-') note('*', value);
    }
  }
  note('*', part.items);
  if (Array.isArray(part.oneOf)) {
    for (const form of part.oneOf) {
      if (isNode(form)) for (const [key, below] of keyTree(schema, form)) keys.set(key, below);
    }
  }
  return [...keys];
}

function referenced(schema: SchemaNode, reference: string): SchemaNode {
  let node: unknown = schema;
  for (const step of reference.split('/').slice(1)) node = isNode(node) ? node[step] : undefined;
  if (!isNode(node)) throw new Error(`The Compose schema of dclint has nothing at ${reference}.`);
  return node;
}
