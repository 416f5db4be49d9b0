// A request on its way through Caddy's routes and their matchers.

import type { Tri } from '../../compose/topology.ts';
import type { Request } from '../model.ts';

/** A request on its way through the routes; `path` is null when a rewrite makes it unknown. */
export interface Passing {
  readonly request: Request;
  readonly path: string | null;
  /** The path in the form that matchers compare. */
  readonly clean: string | null;
  readonly query: string;
  /** The groups in which a route was already taken. */
  readonly groups: ReadonlySet<string>;
  /** The number of routes taken so far. */
  readonly depth: number;
}

export type Matcher = (passing: Passing) => Tri;
