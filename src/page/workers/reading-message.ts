// What the reading thread is asked, and what it sends. Slices are small, so that taking one in never holds up the page.

import type { AnchorPlace, Fragment } from '../../core/compose/document.ts';
import type { Problem } from '../../core/compose/problem.ts';
import type { Network, Service } from '../../core/compose/topology.ts';

export interface ReadingRequest {
  readonly text: string;
  readonly environment: ReadonlyMap<string, string>;
}

/** Some fragments by their index, with their model: `service.tree` is the tree of its fragment. */
export interface ReadingSlice {
  readonly type: 'slice';
  readonly fragments: readonly (readonly [number, Fragment])[];
  readonly services: readonly Service[];
  readonly networks: readonly Network[];
  readonly anchors: ReadonlyMap<string, AnchorPlace>;
}

/** The last message of a reading. */
export interface ReadingEnd {
  readonly type: 'end';
  readonly problems: readonly Problem[];
  readonly unreadable: boolean;
}

export type ReadingMessage = ReadingSlice | ReadingEnd;
