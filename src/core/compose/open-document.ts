// Opening a file: text in, document out. Every string opens; what cannot be read says why and keeps its text.

import type { ComposeDocument, Fragment } from './document.ts';
import { fileProblemsOf, modelProblems } from './document-problems.ts';
import { modelOf } from './model-of.ts';
import type { Problem } from './problem.ts';
import { assembleTopology } from './project/read/assemble-topology.ts';
import { type Reading, readFragments } from './read-fragments.ts';
import type { SchemaCheck } from './schema/schema-check.ts';
import { sizeRefusal } from './size-limit.ts';

export interface OpenOptions {
  /** Name for messages; `compose.yaml` where none is given. */
  readonly file?: string;
  /** Values for interpolation. */
  readonly environment?: ReadonlyMap<string, string>;
  /** The schema of Compose, where it is at hand. */
  readonly schema?: SchemaCheck | null;
}

/** Opens a text as a compose file; `document.text` is `text`, always. */
export function openDocument(text: string, options: OpenOptions = {}): ComposeDocument {
  const file = options.file ?? 'compose.yaml';
  const environment = options.environment ?? new Map<string, string>();
  return readWhole(text, { file, environment, schema: options.schema ?? null }, null);
}

function refusedReading(text: string, problem: Problem): Reading {
  const { length } = text;
  const whole: Fragment = { kind: 'rest', name: '', length, tree: null, keySpan: null, alone: false };
  return { fragments: [whole], anchors: new Map(), problems: [problem], unreadable: true };
}

/** What a text is read with. */
export type ReadingContext = Pick<ComposeDocument, 'file' | 'environment' | 'schema'>;

/** Reads a whole text; where that fails, the last good model of `previous` stays. */
export function readWhole(
  text: string,
  context: ReadingContext,
  previous: ComposeDocument | null,
): ComposeDocument {
  const tooLarge = sizeRefusal(text);
  const reading = tooLarge ? refusedReading(text, tooLarge) : readFragments(text);
  return documentOf(text, reading, context, previous);
}

/** The document of a text that was cut already, here or in another thread; `previous` lends its objects where they hold. */
export function documentOf(
  text: string,
  reading: Reading,
  context: ReadingContext,
  previous: Pick<ComposeDocument, 'topology' | 'empty'> | null,
): ComposeDocument {
  const { file, environment, schema } = context;
  const { fragments, anchors } = reading;
  if (reading.unreadable) {
    const nothing = { services: [], networks: [], name: null, otherKeys: [], environment };
    return {
      file,
      text,
      environment,
      schema,
      fragments,
      anchors: new Map(),
      topology: previous?.topology ?? assembleTopology(nothing),
      stale: true,
      empty: previous?.empty ?? true,
      fileProblems: reading.problems,
      problems: reading.problems,
    };
  }
  const topology = modelOf(fragments, environment, previous?.topology ?? null);
  const fileProblems = [...reading.problems, ...fileProblemsOf(fragments, environment, schema)];
  const read = { file, text, environment, schema, fragments, anchors, topology, fileProblems };
  return { ...read, stale: false, empty: false, problems: [...fileProblems, ...modelProblems(read)] };
}
