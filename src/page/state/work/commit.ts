// Puts states of the work in place, and works out what takes long after them.

import type { StoreApi } from 'zustand/vanilla';
import { finish, type Steps } from '../../../core/compose/steps.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { FleetEngine } from '../fleet/load-fleet-engine.ts';
import { analyzeInTasks, finishInTasks } from '../large/analyze-in-tasks.ts';
import { createLater } from '../large/later.ts';
import { fleetInputs, fleetSteps, isFleetCurrent, withFleetAnalysis } from './fleet-together.ts';
import { hostOptions } from './opened-stacks.ts';
import { concernsHost, drawnAnalysisOf, joined, withHostAnalysis } from './together.ts';
import { type HostWork, isFleetWork, isHostWork, shownStack, type WorkState } from './work-state.ts';

/** The milliseconds without a change before long computations begin, so that typing is not interrupted. */
export const quietTime = 150;

/** The number of services from which a host is computed in short tasks. */
const manyServices = 150;

/** Sets the state to `after` and recomputes everything derived from it; long computations begin after `pause`. */
export type Commit = (after: WorkState, pause?: number) => void;

/** Returns the only function that changes the open work in `store`. */
export function createCommit(store: StoreApi<WorkState>): Commit {
  const { getState: get } = store;
  const later = createLater<Analysis>((analysis) =>
    commit({ ...get(), analysis, analyzing: false }, quietTime),
  );
  const hostLater = createLater<HostAnalysis>((analysis) => {
    const state = get();
    if (isHostWork(state)) store.setState(withHostAnalysis(state, analysis), true);
    analyzeFleet(0);
  });
  const fleetLater = createLater<FleetAnalysis>((analysis) => {
    const state = get();
    if (!isFleetWork(state)) return;
    store.setState(withFleetAnalysis(state, analysis), true);
    const { engine } = state.fleet;
    checkedLater.begin(
      (signal) => finishInTasks(fleetFindings(engine, analysis), signal),
      // The picture is drawn first.
      quietTime,
    );
  });
  const checkedLater = createLater<FleetAnalysis>((analysis) => {
    const state = get();
    if (isFleetWork(state) && state.fleet.analysis === analysis)
      store.setState({ fleet: { ...state.fleet, checked: true } });
  });
  let fleetOf: readonly unknown[] = [];

  function commit(after: WorkState, pause = 0): void {
    const before = get();
    // Whatever is opened or unfolded takes the place of what is being read.
    if (before.reading !== after.reading) before.reading?.cancel();
    const isOther = before.opening !== after.opening;
    if (isOther || before.fleet?.machine !== after.fleet?.machine) hostLater.cancel();
    if (isOther) forgetFleet();
    const next = isHostWork(after) && concernsHost(before, after) ? analyzeTogether(after, pause) : after;
    store.setState(next, true);
    analyzeDrawn(before, next);
    analyzeFleet(pause);
  }

  /** Computes the analysis of a fleet in short tasks after `pause`, unless it is current or being computed. */
  function analyzeFleet(pause: number): void {
    const state = get();
    if (!isFleetWork(state) || isFleetCurrent(state)) return;
    const inputs = fleetInputs(state);
    if (inputs === null || sameItems(inputs, fleetOf)) return;
    fleetOf = inputs;
    checkedLater.cancel();
    if (!state.fleet.analyzing) store.setState({ fleet: { ...state.fleet, analyzing: true } });
    // Nobody types before the first picture.
    const wait = state.fleet.analysis === null ? 0 : pause;
    fleetLater.begin((signal) => finishInTasks(fleetSteps(state), signal), wait);
  }

  function forgetFleet(): void {
    fleetOf = [];
    fleetLater.cancel();
    checkedLater.cancel();
  }

  /** Computes the analysis of all stacks: at once for few services, otherwise in short tasks after `pause`. */
  function analyzeTogether(work: HostWork, pause: number): HostWork {
    const { state, opened } = joined(work);
    const { engine, live, analysis } = state.host;
    const made: Parameters<typeof engine.hostSteps>[1]['made'] = ({ id, workspace }) =>
      drawnAnalysisOf(state, id, workspace);
    const { book } = state;
    const question = { book, options: hostOptions(state.options), live: live !== null, made };
    const steps = engine.hostSteps(opened, question, analysis);
    const services = state.stacks.map(({ session }) => session.workspace.topology.services.size);
    hostLater.cancel();
    if (services.reduce((sum, count) => sum + count, 0) < manyServices)
      return withHostAnalysis(state, finish(steps));
    hostLater.begin((signal) => finishInTasks(steps, signal), pause);
    return { ...state, host: { ...state.host, analyzing: true } };
  }

  /** Computes the analysis of a large project in short tasks once it has not changed for a while. */
  function analyzeDrawn(before: WorkState, { analysis, book, options, analyzing, ...now }: WorkState): void {
    const workspace = shownStack(now)?.session.workspace;
    if (workspace === undefined || analysis === null || !analyzing) {
      later.cancel();
      return;
    }
    const last = shownStack(before)?.session.workspace;
    const isSame = workspace === last && options === before.options && book === before.book;
    if (before.analyzing && isSame) return;
    later.begin((signal) => analyzeInTasks(book, workspace, options, analysis, signal), quietTime);
  }

  return commit;
}

function* fleetFindings(engine: FleetEngine, analysis: FleetAnalysis): Steps<FleetAnalysis> {
  yield* engine.fleetFindingSteps(analysis);
  return analysis;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
