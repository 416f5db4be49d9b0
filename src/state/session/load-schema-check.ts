// The Compose schema for the page: a chunk of its own, fetched once the first picture stands.

import type { SchemaCheck } from '../../core/compose/schema/schema-check.ts';

/** Fetches the schema; what is open is then checked again with `withSchema`. */
export async function loadSchemaCheck(): Promise<SchemaCheck> {
  const { schemaCheck } = await import('virtual:compose-schema');
  return schemaCheck;
}
