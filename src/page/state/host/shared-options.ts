// What is predicted for all that is open: a host is one machine, so that its stacks share all but names and profiles.

import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { engineKinds } from '../../../core/reach/engine-kinds.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Result } from '../../../core/text/result.ts';
import type { FoundRecord } from '../import/records.ts';
import { forgetSwitches, withKeptSwitches } from '../session/file-options.ts';
import { type MachineRecord, machineRecord, onMachine } from '../session/machine-options.ts';
import type { SessionStore } from '../session/session-store.ts';
import { hostOptions, hostSwitches } from './host-state.ts';
import type { HostStore } from './host-store.ts';

/** The stores of what is open. */
export interface OpenStores {
  readonly sessions: SessionStore;
  readonly hosts: HostStore;
}

/** The options of what is open; those of a host have neither profiles nor a project's name. */
export function sharedOptions({ sessions, hosts }: OpenStores): ReachOptions {
  const { stacks, options } = hosts.getState();
  return stacks.length > 0 ? { ...options, profiles: [], project: null } : sessions.getState().options;
}

/** Predicts with other options. */
export function setSharedOptions({ sessions, hosts }: OpenStores, options: ReachOptions): void {
  if (hosts.getState().stacks.length > 0) hosts.getState().setOptions(hostOptions(options));
  else sessions.getState().setOptions(options);
}

/** Under which name the switches of the daemon are kept for what is open. */
export function switchesName({ sessions, hosts }: OpenStores): string | undefined {
  const { stacks, name } = hosts.getState();
  if (stacks.length > 0) return hostSwitches(name);
  return sessions.getState().session?.workspace.input.order[0];
}

/** Predicts for the machine of a record, whose word counts from now on; a sentence, and nothing changes, where it is none. */
export function takeMachine(stores: OpenStores, record: MachineRecord): Result<null, string> {
  const before = sharedOptions(stores);
  const { daemonSwitches } = engineKinds[before.engine.kind];
  const engine = daemonSwitches ? before.engine : defaultReachOptions.engine;
  const on = onMachine({ ...withKeptSwitches(before, undefined), engine, ...seenIn(before) }, record);
  if (!on.ok) return on;
  const name = switchesName(stores);
  if (name !== undefined) forgetSwitches(name);
  setSharedOptions(stores, on.value);
  return { ok: true, value: null };
}

/** Predicts for a machine of which nothing is known. */
export function leaveMachine(stores: OpenStores): void {
  const before = sharedOptions(stores);
  if (machineRecord(before) === null) return;
  const { engine } = defaultReachOptions;
  setSharedOptions(stores, {
    ...withKeptSwitches(before, switchesName(stores)),
    ...(before.machine?.assumed.known.includes('engine') ? { engine } : {}),
    ...seenIn(before),
  });
}

/** Compares with what a record says was seen to flow; null: with none. */
export function takeObserved(stores: OpenStores, observed: ReachOptions['observed'] | null): void {
  const { observed: _, ...rest } = sharedOptions(stores);
  setSharedOptions(stores, observed ? { ...rest, observed } : rest);
}

/** Takes a record of either kind. */
export function takeRecord(stores: OpenStores, found: FoundRecord): Result<null, string> {
  if (found.kind === 'machine') return takeMachine(stores, found.record);
  takeObserved(stores, found.record);
  return { ok: true, value: null };
}

function seenIn({ observed }: ReachOptions): Pick<ReachOptions, 'observed'> {
  return observed === undefined ? {} : { observed };
}
