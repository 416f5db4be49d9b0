// Puts states of the work in place, and works out what takes long after them.

import type { StoreApi } from 'zustand/vanilla';
import { finish } from '../../../core/compose/steps.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { analyzeInTasks, finishInTasks } from '../large/analyze-in-tasks.ts';
import { createLater } from '../large/later.ts';
import { hostOptions } from './opened-stacks.ts';
import { concernsHost, joined, lent, withHostAnalysis } from './together.ts';
import { type HostWork, isHostWork, shownStack, type WorkState } from './work-state.ts';

/** Milliseconds without a change before what takes long is worked out, so that it does not begin while a person types. */
export const rest = 150;

/** From this many services on, a host is worked out in short tasks. */
const manyServices = 150;

/** Makes `after` the state, with what follows from it; long work begins after `pause`. */
export type Commit = (after: WorkState, pause?: number) => void;

/** Returns the one function that changes what is open in `store`. */
export function createCommit(store: StoreApi<WorkState>): Commit {
  const { getState: get } = store;
  const later = createLater<Analysis>((analysis) => commit({ ...get(), analysis, analyzing: false }, rest));
  const hostLater = createLater<HostAnalysis>((analysis) => {
    const state = get();
    if (isHostWork(state)) store.setState(withHostAnalysis(state, analysis), true);
  });

  function commit(after: WorkState, pause = 0): void {
    const before = get();
    // Whatever is opened or unfolded takes the place of what is being read.
    if (before.reading !== after.reading) before.reading?.cancel();
    if (before.opening !== after.opening) hostLater.cancel();
    const next = isHostWork(after) && concernsHost(before, after) ? analyzeTogether(after, pause) : after;
    store.setState(next, true);
    analyzeDrawn(before, next);
  }

  /** Works out the analysis of all stacks: at once where there are few services, else in short tasks after `pause`. */
  function analyzeTogether(work: HostWork, pause: number): HostWork {
    const { state, opened } = joined(work);
    const { engine, live, analysis } = state.host;
    const made: Parameters<typeof engine.hostSteps>[1]['made'] = ({ id, workspace }) =>
      lent(state, id, workspace);
    const question = { options: hostOptions(state.options), live: live !== null, made };
    const steps = engine.hostSteps(opened, question, analysis);
    const services = state.stacks.map(({ session }) => session.workspace.topology.services.size);
    hostLater.cancel();
    if (services.reduce((sum, count) => sum + count, 0) < manyServices)
      return withHostAnalysis(state, finish(steps));
    hostLater.begin((signal) => finishInTasks(steps, signal), pause);
    return { ...state, host: { ...state.host, analyzing: true } };
  }

  /** Works out the analysis of a large project in short tasks, once it stays the same for a while. */
  function analyzeDrawn(before: WorkState, { analysis, options, analyzing, ...now }: WorkState): void {
    const workspace = shownStack(now)?.session.workspace;
    if (workspace === undefined || analysis === null || !analyzing) {
      later.cancel();
      return;
    }
    const last = shownStack(before)?.session.workspace;
    if (before.analyzing && workspace === last && options === before.options) return;
    later.begin((signal) => analyzeInTasks(workspace, options, analysis, signal), rest);
  }

  return commit;
}
