import type { Analysis } from '../rules/analyze.ts';
import type { NetworkHues } from './hues.ts';
import type { Medium } from './medium.ts';

/** What the views of a scene are made from, beside the scene. */
export interface ViewContext {
  readonly analysis: Analysis;
  readonly hues: NetworkHues;
  readonly medium: Medium;
}
