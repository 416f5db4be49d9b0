// Opening a file: text in, document out. Every string opens; what cannot be read says why and keeps its text.

import type { ComposeDocument } from './document.ts';
import { modelOf, modelProblems } from './model-of.ts';
import { assembleTopology } from './project/assemble-topology.ts';
import { readFragments } from './read-fragments.ts';
import { sizeRefusal } from './size-limit.ts';

export interface OpenOptions {
  /** Name for messages; `compose.yaml` where none is given. */
  readonly file?: string;
  /** Values for interpolation. */
  readonly environment?: ReadonlyMap<string, string>;
}

/** Opens a text as a compose file; `document.text` is `text`, always. */
export function openDocument(text: string, options: OpenOptions = {}): ComposeDocument {
  const file = options.file ?? 'compose.yaml';
  const environment = options.environment ?? new Map<string, string>();
  return readWhole(text, file, environment, null);
}

/** Reads a whole text; where that fails, the last good model of `previous` stays. */
export function readWhole(
  text: string,
  file: string,
  environment: ReadonlyMap<string, string>,
  previous: ComposeDocument | null,
): ComposeDocument {
  const tooLarge = sizeRefusal(text);
  const reading = tooLarge ? null : readFragments(text);
  if (!reading || reading.unreadable) {
    const nothing = { services: [], networks: [], name: null, otherKeys: [], environment };
    return {
      file,
      text,
      environment,
      fragments: [{ kind: 'rest', name: '', length: text.length, tree: null, keySpan: null, alone: false }],
      anchors: new Map(),
      topology: previous?.topology ?? assembleTopology(nothing),
      stale: true,
      empty: previous?.empty ?? true,
      problems: reading?.problems ?? (tooLarge ? [tooLarge] : []),
    };
  }
  const { fragments, anchors } = reading;
  const topology = modelOf(fragments, environment, previous?.topology ?? null);
  const problems = [...reading.problems, ...modelProblems(fragments, topology, environment)];
  return { file, text, environment, fragments, anchors, topology, stale: false, empty: false, problems };
}
