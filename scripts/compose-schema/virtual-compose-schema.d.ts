// The module that `plugin.ts` makes.

declare module 'virtual:compose-schema' {
  /** Checks parts of a compose file against the schema of Docker Compose. */
  export const schemaCheck: import('../../src/core/compose/schema/schema-check.ts').SchemaCheck;
}
