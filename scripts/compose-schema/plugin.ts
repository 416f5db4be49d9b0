// Offers `virtual:compose-schema` to the page, the command and the tests: the Compose schema, compiled while they are built.

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { compileSchema } from './compile-schema.ts';

const name = 'virtual:compose-schema';
const resolved = `\0${name}`;
const runtime = fileURLToPath(new URL('../../src/core/compose/schema/schema-check-of.ts', import.meta.url));

/** The Vite plugin; the schema is compiled when it is first asked for. */
export function composeSchema(): Plugin {
  return {
    name: 'compose-schema',
    resolveId: (id) => (id === name ? resolved : null),
    load(id) {
      if (id !== resolved) return null;
      const head = `import { schemaCheckOf } from ${JSON.stringify(runtime)};`;
      const tail = 'export const schemaCheck = schemaCheckOf({ service, network, top }, keys);';
      return `${head}\n${compileSchema()}\n${tail}\n`;
    },
  };
}
