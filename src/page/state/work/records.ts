// Records taken into what is open. A host is one machine: its stacks share all options but names and profiles.

import type { MachineRecord } from '../../../core/machine/project-record.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { engineKinds } from '../../../core/reach/engine-kinds.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Result } from '../../../core/text/result.ts';
import type { FoundRecord } from '../import/records.ts';
import { forgetSwitches, withKeptSwitches } from '../session/file-options.ts';
import { machineRecord, onMachine } from '../session/machine-options.ts';
import { hostSwitches } from './opened-stacks.ts';
import type { WorkState } from './work-state.ts';
import type { WorkStore } from './work-store.ts';

/** Under which name the switches of the daemon are kept for what is open. */
function switchesName({ stacks, host }: Pick<WorkState, 'stacks' | 'host'>): string | undefined {
  return host === null ? stacks[0]?.session.workspace.input.order[0] : hostSwitches(host.name);
}

/** Predicts for the machine of a record, whose word counts from now on; a sentence, and nothing changes, where it is none. */
export function takeMachine(work: WorkStore, record: MachineRecord): Result<null, string> {
  const plain = withKept(work.getState().options, undefined);
  const { daemonSwitches } = engineKinds[plain.engine.kind];
  const engine = daemonSwitches ? plain.engine : defaultReachOptions.engine;
  const on = onMachine({ ...plain, engine }, record);
  if (!on.ok) return on;
  const name = switchesName(work.getState());
  if (name !== undefined) forgetSwitches(name);
  work.setOptions(on.value);
  return { ok: true, value: null };
}

/** Predicts for a machine of which nothing is known. */
export function leaveMachine(work: WorkStore): void {
  const { options } = work.getState();
  if (machineRecord(options) === null) return;
  work.setOptions(withKept(options, switchesName(work.getState())));
}

/** Compares with what a record says was seen to flow; null: with none. */
export function takeObserved(work: WorkStore, observed: ReachOptions['observed'] | null): void {
  const { observed: _, ...rest } = work.getState().options;
  work.setOptions(observed ? { ...rest, observed } : rest);
}

/** Takes a record of either kind. */
export function takeRecord(work: WorkStore, found: FoundRecord): Result<null, string> {
  if (found.kind === 'machine') return takeMachine(work, found.record);
  takeObserved(work, found.record);
  return { ok: true, value: null };
}

/** The switches that are kept for `file`, on no machine; what was seen and the other stacks stay. */
function withKept(options: ReachOptions, file: string | undefined): ReachOptions {
  const { observed, elsewhere } = options;
  return {
    ...withKeptSwitches(options, file),
    ...(observed ? { observed } : {}),
    ...(elsewhere ? { elsewhere } : {}),
  };
}
