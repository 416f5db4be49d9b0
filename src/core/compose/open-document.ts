// Opening a file: text in, document out. Every string opens; what cannot be read has problems that say why, and keeps its text.

import { recentTexts } from '../text/recent-texts.ts';
import type { ComposeDocument, Fragment } from './document.ts';
import { sameValues } from './environment/same-values.ts';
import { modelOf, topLevelProblems } from './model-of.ts';
import { type Problem, withoutRepeats } from './problem.ts';
import type { Resources } from './project/check/resource-problems.ts';
import { validateTopology } from './project/check/validate-topology.ts';
import { assembleTopology } from './project/read/assemble-topology.ts';
import { type Reading, readFragments, topLevelTree } from './read-fragments.ts';
import type { SchemaCheck } from './schema/schema-check.ts';

export interface OpenOptions {
  /** The file's name for messages; `compose.yaml` by default. */
  readonly file?: string;
  /** The values for interpolation. */
  readonly environment?: ReadonlyMap<string, string>;
  /** The schema of Compose, if it is loaded. */
  readonly schema?: SchemaCheck | null;
}

/** A document that was opened, with its variables at the time. */
interface OpenedDocument {
  readonly document: ComposeDocument;
  readonly values: ReadonlyMap<string, string>;
}

const recent = recentTexts<OpenedDocument>(32, 50_000);

/**
 * Opens a text as a compose file; `document.text` is always `text`. A caller such as an agent opens the same files for every question, so a
 * recently opened text gives the same service and network objects, with everything cached for them.
 */
export function openDocument(text: string, options: OpenOptions = {}): ComposeDocument {
  const file = options.file ?? 'compose.yaml';
  const environment = options.environment ?? new Map<string, string>();
  const schema = options.schema ?? null;
  const known = recent.get(text);
  if (known && holds(known, file, environment, schema))
    return { ...known.document, environment, topology: { ...known.document.topology } };
  const document = readWhole(text, { file, environment, schema }, null);
  recent.set(text, { document, values: new Map(environment) });
  return document;
}

function holds(
  { document, values }: OpenedDocument,
  file: string,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): boolean {
  return document.file === file && document.schema === schema && sameValues(values, environment);
}

function refusedReading(text: string, problem: Problem): Reading {
  const { length } = text;
  const whole: Fragment = { kind: 'rest', name: '', length, tree: null, keySpan: null, alone: false };
  return { fragments: [whole], anchors: new Map(), problems: [problem], unreadable: true };
}

/** The settings that a text is read with. */
type ReadingContext = Pick<ComposeDocument, 'file' | 'environment' | 'schema'>;

/** Reads a whole text; if that fails, the last good model of `previous` stays. */
export function readWhole(
  text: string,
  context: ReadingContext,
  previous: ComposeDocument | null,
): ComposeDocument {
  const tooLarge = sizeRefusal(text);
  const reading = tooLarge ? refusedReading(text, tooLarge) : readFragments(text);
  return documentOf(text, reading, context, previous);
}

/**
 * Returns the document of a text whose fragments are already read, here or in another thread. Objects of `previous` that are still valid
 * are reused.
 */
export function documentOf(
  text: string,
  reading: Reading,
  context: ReadingContext,
  previous: Pick<ComposeDocument, 'topology' | 'empty'> | null,
): ComposeDocument {
  const { file, environment, schema } = context;
  const tooLong = reading.unreadable ? null : growthRefusal(text, environment);
  const { fragments, anchors } = tooLong === null ? reading : refusedReading(text, tooLong);
  if (reading.unreadable || tooLong !== null) {
    const fileProblems = tooLong === null ? reading.problems : [tooLong];
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
      fileProblems,
      problems: fileProblems,
    };
  }
  const topology = modelOf(fragments, environment, previous?.topology ?? null);
  const fileProblems = [...reading.problems, ...fileProblemsOf(fragments, environment, schema)];
  const read = { file, text, environment, schema, fragments, anchors, topology, fileProblems };
  return { ...read, stale: false, empty: false, problems: [...fileProblems, ...modelProblems(read)] };
}

/** The largest length in UTF-16 units, which are about as many as bytes: compose files are ASCII except for comments. */
const MAX_LENGTH = 5_000_000;
const MAX_SERVICES = 5_000;

/**
 * Returns the problem of a text that is too large to parse (50,000 services take a minute); null for other texts. Counts services by
 * indentation alone.
 */
export function sizeRefusal(text: string): Problem | null {
  const advice = 'Split the project into several files; the text stays and can be downloaded.';
  const problem = (message: string): Problem => {
    return { kind: 'unreadable', code: 'too-large', message, advice, path: [], offset: 0 };
  };
  if (text.length > MAX_LENGTH) {
    return problem(`the file is larger than 5 MB (${(text.length / 1e6).toFixed(1)} million characters)`);
  }
  const count = entryCount(text, 'services');
  return count > MAX_SERVICES
    ? problem(`the file has about ${count} services, more than ${MAX_SERVICES}`)
    : null;
}

/** The largest number of characters that variables may add to one file; every use of an anchor adds them again. */
const MAX_GROWTH = 64_000_000;

/**
 * Returns the problem of a text whose variables make it too large; null for other texts. The estimate is an upper bound, since comments
 * count too.
 */
function growthRefusal(text: string, environment: ReadonlyMap<string, string>): Problem | null {
  let longest = 0;
  for (const value of environment.values()) longest = Math.max(longest, value.length);
  if (longest * text.length < MAX_GROWTH || !text.includes('$')) return null;
  const repeats = 1 + (text.match(/\*[\w-]/g)?.length ?? 0);
  let growth = 0;
  for (const match of text.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
    growth += environment.get(match[1] ?? '')?.length ?? 0;
    if (growth * repeats <= MAX_GROWTH) continue;
    const message = `variables add more than ${MAX_GROWTH} characters to this file; ${match[1]} exceeds the limit`;
    const advice = 'Shorten their values, or use them in fewer places.';
    return { kind: 'unreadable', code: 'too-large', message, advice, path: [], offset: match.index };
  }
  return null;
}

const entryHeaders = {
  services: /^services:[ \t]*(?:#.*)?\r?$/m,
  networks: /^networks:[ \t]*(?:#.*)?\r?$/m,
};

/** Returns the number of entries under a top-level key: lines at the indentation of the first one; 0 for flow style. */
export function entryCount(text: string, key: keyof typeof entryHeaders): number {
  const header = entryHeaders[key].exec(text);
  if (!header) return 0;
  let indentation = -1;
  let count = 0;
  for (const [, lead = ''] of text.slice(header.index + header[0].length).matchAll(/^( *)([^\s#].*)$/gm)) {
    const width = lead.length;
    if (indentation < 0) indentation = width;
    if (width < indentation || indentation === 0) break;
    if (width === indentation) count++;
  }
  return count;
}

/** Returns the problems of the model of a single file; with several files the merged model is checked instead. */
export function modelProblems({
  fragments,
  topology,
  environment,
  schema,
}: Pick<ComposeDocument, 'fragments' | 'topology' | 'environment' | 'schema'>): readonly Problem[] {
  return validateTopology(topology, environment, { schema, resources: resourcesOf(fragments) });
}

/** Returns the problems at the top level of a file, whatever other files are merged with it. */
export function fileProblemsOf(
  fragments: readonly Fragment[],
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): readonly Problem[] {
  const ownProblems = topLevelProblems(fragments, environment);
  if (schema === null) return ownProblems;
  // The other keys are checked when they are merged: one file need not hold all of an entry.
  const found = ['name', 'include'].flatMap((key) => {
    const tree = topLevelTree(fragments, key);
    return tree === null ? [] : schema.problems('top', key, tree, environment);
  });
  return [...ownProblems, ...withoutRepeats(found, ownProblems)];
}

function resourcesOf(fragments: readonly Fragment[]): Resources {
  return {
    volumes: topLevelTree(fragments, 'volumes'),
    secrets: topLevelTree(fragments, 'secrets'),
    configs: topLevelTree(fragments, 'configs'),
    models: topLevelTree(fragments, 'models'),
  };
}
