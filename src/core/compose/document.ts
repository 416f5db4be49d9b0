// An open compose file: its text, cut into fragments, and the model read from it. The text is the truth.

import type { Span, Tree } from '../yaml/tree.ts';
import type { Problem } from './problem.ts';
import type { SchemaCheck } from './schema/schema-check.ts';
import type { Topology } from './topology.ts';

/**
 * A part of the text. `service` and `network`: one entry of `services:` or `networks:`; `rest`: any other top-level key. Fragments cover
 * the text without gaps; they have lengths, not offsets, so an edit of one leaves the others unchanged.
 */
export interface Fragment {
  readonly kind: 'service' | 'network' | 'rest';
  /** The entry's key, or the top-level key; '' for the text before the first key. */
  readonly name: string;
  readonly length: number;
  /** The value of the key, with spans relative to the start of the fragment; null when there is none. */
  readonly tree: Tree | null;
  readonly keySpan: Span | null;
  /** True when the slice can be parsed on its own (block style, at the start of a line). */
  readonly alone: boolean;
}

/** An open file. All fields are values; an update creates a new document that shares everything unchanged. */
export interface ComposeDocument {
  /** The file's name for messages, such as `compose.yaml` or `-`. */
  readonly file: string;
  readonly text: string;
  readonly environment: ReadonlyMap<string, string>;
  /** The schema of Compose; null until it is loaded. */
  readonly schema: SchemaCheck | null;
  readonly fragments: readonly Fragment[];
  readonly anchors: ReadonlyMap<string, AnchorPlace>;
  /** The last model that could be read. */
  readonly topology: Topology;
  /** True while the text cannot be parsed; `topology` is then older than the text. */
  readonly stale: boolean;
  /** True when no model was ever read from the file. */
  readonly empty: boolean;
  /** The problems of the text itself, whatever other files are merged with it. */
  readonly fileProblems: readonly Problem[];
  /** `fileProblems`, and everything that Compose refuses when the file is used alone. */
  readonly problems: readonly Problem[];
}

/** An anchor with its value and the index of the fragment that defines it. */
export interface AnchorPlace {
  readonly tree: Tree;
  readonly fragment: number;
}

/** The scope of an update: `fragment` parsed one slice again, `full` the whole text. */
export interface DocumentUpdate {
  readonly document: ComposeDocument;
  readonly route: 'fragment' | 'full';
}

/** A position for people: 1-based line and column, and the offsets. */
export interface Location extends Span {
  readonly line: number;
  readonly column: number;
}
