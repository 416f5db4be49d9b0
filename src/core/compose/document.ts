// An open compose file: its text, cut into fragments, and the model read from it. The text is the truth.

import type { Span, Tree } from '../yaml/tree.ts';
import type { Problem } from './problem.ts';
import type { SchemaCheck } from './schema/schema-check.ts';
import type { Topology } from './topology.ts';

/**
 * A part of the text. `service` and `network`: one entry of `services:` or `networks:`; `rest`: any other top-level key. Fragments
 * cover the text without gaps; they have lengths, not offsets, so an edit of one changes no other.
 */
export interface Fragment {
  readonly kind: 'service' | 'network' | 'rest';
  /** Key of the entry, or the top-level key; '' for what stands before the first key. */
  readonly name: string;
  readonly length: number;
  /** The value behind the key, spans relative to the start of the fragment; null where there is none. */
  readonly tree: Tree | null;
  readonly keySpan: Span | null;
  /** Whether the slice can be parsed by itself (block style, starts at a line). */
  readonly alone: boolean;
}

/** An open file. All fields are values; an update makes a new one and shares what did not change. */
export interface ComposeDocument {
  /** Name for messages, such as `compose.yaml` or `-`. */
  readonly file: string;
  readonly text: string;
  readonly environment: ReadonlyMap<string, string>;
  /** The schema of Compose; null while it is not at hand. */
  readonly schema: SchemaCheck | null;
  readonly fragments: readonly Fragment[];
  readonly anchors: ReadonlyMap<string, AnchorPlace>;
  /** The last model that could be read. */
  readonly topology: Topology;
  /** True while the text cannot be read; `topology` is then older than the text. */
  readonly stale: boolean;
  /** True when no model was ever read from this file. */
  readonly empty: boolean;
  /** What is wrong with this text as such, whatever other files are merged with it. */
  readonly fileProblems: readonly Problem[];
  /** `fileProblems`, and what Compose refuses when the file stands alone. */
  readonly problems: readonly Problem[];
}

/** An anchor: what it stands for, and the index of the fragment that defines it. */
export interface AnchorPlace {
  readonly tree: Tree;
  readonly fragment: number;
}

/** What an update did: `fragment` re-read one slice, `full` the whole text. */
export interface DocumentUpdate {
  readonly document: ComposeDocument;
  readonly route: 'fragment' | 'full';
}

/** A place for people: 1-based line and column, and the offsets. */
export interface Location extends Span {
  readonly line: number;
  readonly column: number;
}
