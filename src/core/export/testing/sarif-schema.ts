// What SARIF 2.1.0 says of the objects that we write: their properties, types, and what has to be there. Narrower than the standard's
// own schema, since nothing that is not listed may be written.

const text = { type: 'string', minLength: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };

function object(properties: object, required: readonly string[] = Object.keys(properties)) {
  return { type: 'object', additionalProperties: false, required, properties };
}

function list(items: object, more: object = {}) {
  return { type: 'array', items, ...more };
}

const message = object({ text });
const artifactLocation = object({ uri: { type: 'string', format: 'uri-reference' } });
const region = object({
  startLine: { type: 'integer', minimum: 1 },
  startColumn: { type: 'integer', minimum: 1 },
});
const location = object(
  {
    id: { type: 'integer', minimum: -1 },
    physicalLocation: object({ artifactLocation, region }),
    logicalLocations: list(object({ name: text, kind: text }), { uniqueItems: true }),
    message,
  },
  ['physicalLocation'],
);
const replacement = object(
  {
    deletedRegion: object({
      byteOffset: { type: 'integer', minimum: 0 },
      byteLength: { type: 'integer', minimum: 0 },
    }),
    insertedContent: object({ text: { type: 'string' } }),
  },
  ['deletedRegion'],
);
const fix = object({
  description: message,
  artifactChanges: list(object({ artifactLocation, replacements: list(replacement, { minItems: 1 }) }), {
    minItems: 1,
  }),
});
const suppression = object(
  {
    kind: { enum: ['inSource', 'external'] },
    status: { enum: ['accepted', 'underReview', 'rejected'] },
    justification: text,
  },
  ['kind'],
);
const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: list(location, { minItems: 1 }),
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
    relatedLocations: list(location, { uniqueItems: true }),
    codeFlows: list(
      object({
        threadFlows: list(object({ locations: list(object({ location }), { minItems: 1 }) }), {
          minItems: 1,
        }),
      }),
    ),
    fixes: list(fix, { uniqueItems: true }),
    suppressions: list(suppression, { uniqueItems: true }),
    // A property bag holds whatever a tool likes.
    properties: { type: 'object' },
  },
  ['ruleId', 'message', 'locations'],
);
const rule = object(
  {
    id: text,
    name: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: { type: 'string', format: 'uri' },
    defaultConfiguration: object({ level }),
    properties: { type: 'object' },
  },
  ['id'],
);

export const sarifSchema = object(
  {
    $schema: { type: 'string', format: 'uri' },
    version: { enum: ['2.1.0'] },
    runs: list(
      object({
        tool: object({
          driver: object(
            {
              name: text,
              semanticVersion: text,
              informationUri: { type: 'string', format: 'uri' },
              rules: list(rule, { uniqueItems: true }),
            },
            // Its address is known once the project has one.
            ['name', 'semanticVersion', 'rules'],
          ),
        }),
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: list(result),
      }),
    ),
  },
  ['version', 'runs'],
);
