// The shape of one operation: how it is written into the text, and what the model must be afterwards.

import type { Edits } from '../../text/edit.ts';
import type { Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Topology } from '../topology.ts';
import type { PlainOperation } from './operation.ts';

export type OperationOf<T extends PlainOperation['type']> = Extract<PlainOperation, { readonly type: T }>;

/** `plan` never applies anything and never throws; `reduce` is what the plan is verified against. */
interface PlannerOf<O extends PlainOperation> {
  plan(document: ComposeDocument, operation: O): Result<Edits>;
  /** `environment` are the values for interpolation, for planners that project a tree. */
  reduce(topology: Topology, operation: O, environment: ReadonlyMap<string, string>): Topology;
}

export type Planner<T extends PlainOperation['type']> = PlannerOf<OperationOf<T>>;
