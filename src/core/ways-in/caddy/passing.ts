// A request on its way through the routes of Caddy, and the matchers that it meets.

import type { Tri } from '../../compose/topology.ts';
import type { Request } from '../model.ts';

/** A request on its way through the routes; `path` is null where a rewriting leaves it unknown. */
export interface Passing {
  readonly request: Request;
  readonly path: string | null;
  /** The path as matchers compare it. */
  readonly clean: string | null;
  readonly query: string;
  /** Groups of which a route was taken. */
  readonly groups: ReadonlySet<string>;
  /** Routes that were taken so far. */
  readonly depth: number;
}

export type Matcher = (passing: Passing) => Tri;
