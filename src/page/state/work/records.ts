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

/** Returns the name under which the daemon switches of the open work are stored. */
function switchesName({ stacks, host }: Pick<WorkState, 'stacks' | 'host'>): string | undefined {
  return host === null ? stacks[0]?.session.workspace.input.order[0] : hostSwitches(host.name);
}

/** Predicts for the machine of a record, which then decides; returns a sentence, and changes nothing, when the record is invalid. */
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

/** Predicts without a machine. */
export function leaveMachine(work: WorkStore): void {
  const { options } = work.getState();
  if (machineRecord(options) === null) return;
  work.setOptions(withKept(options, switchesName(work.getState())));
}

/** Compares with a record of observed traffic; null for none. */
export function takeObserved(work: WorkStore, observed: ReachOptions['observed'] | null): void {
  const { observed: _, ...rest } = work.getState().options;
  work.setOptions(observed ? { ...rest, observed } : rest);
}

/** Applies a record of either kind. */
export function takeRecord(work: WorkStore, found: FoundRecord): Result<null, string> {
  if (found.kind === 'machine') return takeMachine(work, found.record);
  takeObserved(work, found.record);
  return { ok: true, value: null };
}

/** Returns `options` with the stored switches of `file`, without a machine; observed traffic and other stacks stay. */
function withKept(options: ReachOptions, file: string | undefined): ReachOptions {
  const { observed, elsewhere } = options;
  return {
    ...withKeptSwitches(options, file),
    ...(observed ? { observed } : {}),
    ...(elsewhere ? { elsewhere } : {}),
  };
}
