// The analysis of a large project follows its text in short tasks; the next change begins it anew.

import type { Analysis } from '../core/analysis/analyze.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import { analyseInSlices } from './analyse-in-slices.ts';
import { wait } from './pause.ts';

/** Milliseconds without a change before the work begins: who types on is not done. */
const rest = 150;

export interface LaterAnalysis {
  /** Begins; what was begun before is called off. `previous` lends what still holds. */
  begin(workspace: Workspace, options: ReachOptions, previous: Analysis): void;
  callOff(): void;
}

/** One piece of work at a time; `done` is told how the last one ended. */
export function createLaterAnalysis(done: (analysis: Analysis) => void): LaterAnalysis {
  let current: AbortController | null = null;
  return {
    async begin(workspace, options, previous) {
      current?.abort();
      const own = new AbortController();
      current = own;
      await wait(rest);
      if (own.signal.aborted) return;
      const analysis = await analyseInSlices(workspace, options, previous, own.signal);
      if (current !== own) return;
      current = null;
      if (analysis !== null) done(analysis);
    },
    callOff() {
      current?.abort();
      current = null;
    },
  };
}
