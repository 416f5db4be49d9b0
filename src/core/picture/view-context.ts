import type { Analysis } from '../rules/analyze.ts';
import type { NetworkHues } from './hues.ts';
import type { Medium } from './medium.ts';

/** The inputs, besides the scene, of the views of a scene. */
export interface ViewContext {
  readonly analysis: Analysis;
  readonly hues: NetworkHues;
  readonly medium: Medium;
}
