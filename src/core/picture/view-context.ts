import type { Analysis } from '../rules/analyze.ts';
import type { Gates } from '../summary/gates.ts';
import type { NetworkHues } from './hues.ts';
import type { Medium } from './medium.ts';

/** The inputs, besides the scene, of the views of a scene. */
export interface ViewContext {
  readonly analysis: Analysis;
  readonly hues: NetworkHues;
  readonly medium: Medium;
  /** The logins in front of each service; null when unknown. */
  readonly gates: Gates | null;
}
