// The schema comes later than the first picture where it is fetched lazily: an open file is then checked again, not read again.

import type { ComposeDocument } from './document.ts';
import { fileProblemsOf, modelProblems } from './document-problems.ts';
import type { SchemaCheck } from './schema/schema-check.ts';

/** The same document with what the schema has to say; equal to opening it with the schema. */
export function withSchema(document: ComposeDocument, schema: SchemaCheck): ComposeDocument {
  if (document.schema === schema) return document;
  const known = { ...document, schema };
  if (document.stale) return known;
  const { fragments, environment } = document;
  // What the reading itself found stands before what was found in its top level.
  const found = fileProblemsOf(fragments, environment, document.schema).length;
  const read = document.fileProblems.slice(0, document.fileProblems.length - found);
  const fileProblems = [...read, ...fileProblemsOf(fragments, environment, schema)];
  return { ...known, fileProblems, problems: [...fileProblems, ...modelProblems(known)] };
}
