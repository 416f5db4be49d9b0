// Offers `virtual:compose-schema` to the page, the command and the tests: the Compose schema, compiled while they are built.

import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'vite';
import type { KeyList } from '../../src/core/compose/schema/schema-check-of.ts';
import { keyTree } from './key-tree.ts';
import { isNode, patchedSchema, type SchemaNode } from './patched-schema.ts';

const name = 'virtual:compose-schema';
const resolved = `\0${name}`;
const runtime = fileURLToPath(new URL('../../src/core/compose/schema/schema-check-of.ts', import.meta.url));

let compiled: string | null = null;

/** Returns the Vite plugin. The schema is compiled at the first request, once for all plugins of a process. */
export function composeSchema(): Plugin {
  return {
    name: 'compose-schema',
    resolveId: (id) => (id === name ? resolved : null),
    load(id) {
      if (id !== resolved) return null;
      const head = `import { schemaCheckOf } from ${JSON.stringify(runtime)};`;
      const tail = 'export const schemaCheck = schemaCheckOf({ service, network, top }, keys);';
      compiled ??= compileSchema();
      return `${head}\n${compiled}\n${tail}\n`;
    },
  };
}

/** The durations that Go parses, and the days and weeks that newer releases of Compose accept. */
const duration = /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$/;
/** Keys for human readers of the schema, which are left out. Maps that hold names are not filtered. */
const prose: ReadonlySet<string> = new Set(['title', 'description', 'deprecated', 'default']);
const named: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions']);

const names = ['service', 'network', 'top'] as const;

/**
 * The patched schema as the text of a module that exports `service`, `network`, `top` (validators) and `keys` (nested key lists of the
 * three). Nothing is compiled while the program runs, so a page with a strict policy can use it.
 */
export function compileSchema(): string {
  const schema = withoutProse(patchedSchema(), false);
  const keys: Record<(typeof names)[number], KeyList> = {
    service: keyTree(schema, { $ref: '#/definitions/service' }),
    network: keyTree(schema, { $ref: '#/definitions/network' }),
    top: keyTree(schema, schema),
  };
  // Entries of these two are checked one by one, by the other validators.
  const top: SchemaNode = { ...schema };
  if (isNode(schema.properties)) {
    top.properties = { ...schema.properties, services: { type: 'object' }, networks: { type: 'object' } };
  }
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    messages: false,
    inlineRefs: false,
    formats: { duration },
    code: { source: true, esm: true },
  });
  ajv.addSchema(top, 'compose');
  const code = standaloneCode(ajv, {
    service: 'compose#/definitions/service',
    network: 'compose#/definitions/network',
    top: 'compose',
  });
  // What a validator needs at run time would be asked for in a way that a browser does not know.
  if (code.includes('require(')) throw new Error('The compiled schema needs a library at run time.');
  // Where in the schema a mistake was found says nothing to people: a sixth of the text goes with it.
  const lean = code.replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, '');
  return `${lean}\nexport const keys = ${JSON.stringify(keys)};\n`;
}

function withoutProse(node: SchemaNode, isMapOfNames: boolean): SchemaNode {
  const kept: SchemaNode = {};
  for (const [key, value] of Object.entries(node)) {
    if (!isMapOfNames && prose.has(key)) continue;
    if (Array.isArray(value))
      kept[key] = value.map((item) => (isNode(item) ? withoutProse(item, false) : item));
    else kept[key] = isNode(value) ? withoutProse(value, !isMapOfNames && named.has(key)) : value;
  }
  return kept;
}
