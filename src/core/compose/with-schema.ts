// The schema comes later than the first picture where it is fetched lazily: an open file is then judged again, not read again.

import type { ComposeDocument } from './document.ts';
import { judgeModel, judgeTopLevel } from './judge-document.ts';
import type { SchemaCheck } from './schema/schema-check.ts';

/** The same document with what the schema has to say; equal to opening it with the schema. */
export function withSchema(document: ComposeDocument, schema: SchemaCheck): ComposeDocument {
  if (document.schema === schema) return document;
  const known = { ...document, schema };
  if (document.stale) return known;
  const { fragments, environment } = document;
  // What the reading itself found stands before what was found in its top level.
  const judged = judgeTopLevel(fragments, environment, document.schema).length;
  const read = document.fileProblems.slice(0, document.fileProblems.length - judged);
  const fileProblems = [...read, ...judgeTopLevel(fragments, environment, schema)];
  return { ...known, fileProblems, problems: [...fileProblems, ...judgeModel(known)] };
}
