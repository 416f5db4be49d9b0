// The Compose schema as Docker Compose applies it: the copy inside `dclint`, patched.

import { readFileSync } from 'node:fs';
import { patches } from './patches.ts';

/** A JSON object of the schema. */
export interface SchemaNode {
  [key: string]: unknown;
}

// By path: the exports of the package hide it.
const source = new URL('../../node_modules/dclint/schemas/compose.schema.json', import.meta.url);

/** Reads and patches the schema; throws where a patch does not fit the package. */
export function patchedSchema(): SchemaNode {
  const schema: SchemaNode = JSON.parse(readFileSync(source, 'utf8'));
  // It names a dialect by an address that no validator knows; the schema is draft-07.
  delete schema.$schema;
  for (const { at, value, replaces } of patches) {
    const last = at.at(-1);
    let node: unknown = schema;
    for (const step of at.slice(0, -1)) node = isNode(node) ? node[step] : undefined;
    if (!isNode(node) || last === undefined || last in node !== replaces) {
      throw new Error(
        `The Compose schema of dclint is not as expected at ${at.join('/')}: look at patches.ts.`,
      );
    }
    node[last] = value;
  }
  return schema;
}

/** Whether a part of the schema is an object or a list. */
export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null;
}
