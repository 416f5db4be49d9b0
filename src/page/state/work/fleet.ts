// An open fleet: its machines are put away, and the unfolded one is the open host, so that all that holds for a host holds inside of it.

import { memoize } from '../../../core/compose/memoize.ts';
import { sameData } from '../../../core/compose/same-data.ts';
import type { FleetFile, StatedFleetMachine } from '../../../core/fleet/stated-fleet.ts';
import { machineOf } from '../../../core/machine/machine-model.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Session } from '../../../core/session/session.ts';
import { step } from '../../../core/session/step.ts';
import type { FleetEngine } from '../fleet/load-fleet-engine.ts';
import { withStackSession } from '../host/page-stack.ts';
import { machineOptions } from '../session/file-options.ts';
import { machineRecord } from '../session/machine-options.ts';
import type { MachinePart } from './opened-fleet.ts';
import { hostSwitches, type PageStack } from './opened-stacks.ts';
import {
  type FleetWork,
  type HostWork,
  isFleetWork,
  isHostWork,
  nothingDrawn,
  type WorkState,
} from './work-state.ts';

/** Returns the options of one machine: those of its record, then those that the fleet's file states. */
export function optionsOfMachine(
  engine: FleetEngine,
  options: ReachOptions,
  stated: StatedFleetMachine,
  record: MachineRecord | null,
): ReachOptions {
  const own = record === null ? options : machineOptions(options, record, hostSwitches(stated.name));
  const { engine: release, daemon } = engine.statedSettings(stated, machineOf(own));
  const whole = { ...own, ...(release && { engine: release }), ...daemon };
  return stated.swarm ? engine.onSwarm(whole) : whole;
}

/** Reads the text of the fleet's file; one without a machine that can be read leaves the last reading. */
export function readFleetText(
  engine: FleetEngine,
  { workspace }: Session,
  last: FleetFile | null,
): FleetFile {
  const name = workspace.input.order[0] ?? '';
  const file = engine.readFleetFile(name, workspace.input.texts.get(name) ?? '');
  return file.machines.size === 0 && last !== null ? last : file;
}

/** Unfolds a machine, whose host becomes the open one, with all its stacks folded; null folds the unfolded one. */
export function unfoldMachine(before: FleetWork, name: string | null): WorkState {
  const state = foldMachine(before);
  const part = name === null ? undefined : state.fleet.machines.get(name);
  if (part === undefined) return state;
  const { host, options } = part;
  const stacks = checkedStacks(part.stacks, state.schema);
  return { ...state, host, stacks, options, fleet: { ...state.fleet, machine: name } };
}

function checkedStacks(stacks: readonly PageStack[], schema: WorkState['schema']): readonly PageStack[] {
  if (schema === null) return stacks;
  return stacks.map((stack) =>
    stack.session.workspace.input.schema === schema
      ? stack
      : withStackSession(stack, step(stack.session, { type: 'set-schema', schema }).session),
  );
}

function foldMachine(state: FleetWork): FleetWork {
  const { fleet, host, stacks, options } = state;
  const { machine, machines } = fleet;
  const part = machine === null ? undefined : machines.get(machine);
  if (machine === null || part === undefined || host === null) return state;
  const isOlder = state.analyzing || host.analyzing;
  const folded = { ...host, analyzing: false, analysis: isOlder ? null : host.analysis };
  const away = new Map(machines).set(machine, { ...part, host: folded, stacks, options });
  return {
    ...state,
    ...nothingDrawn,
    shown: null,
    showing: state.showing + 1,
    host: null,
    stacks: [],
    options: fleet.options,
    fleet: { ...fleet, machine: null, machines: away },
  };
}

/** Returns a machine as it is now, folded or not; undefined for one of which neither stacks nor a record are known. */
export function machineNow(state: FleetWork, name: string): MachinePart | undefined {
  const { fleet, host, stacks, options } = state;
  const part = fleet.machines.get(name);
  return part !== undefined && host !== null && fleet.machine === name
    ? { ...part, host, stacks, options }
    : part;
}

/** Returns the state inside of a machine, folded or not; null for one without known stacks or record. */
export function enterMachine(before: FleetWork, name: string): HostWork | null {
  const inside = before.fleet.machine === name ? before : unfoldMachine(before, name);
  return isHostWork(inside) ? inside : null;
}

/** Returns `before` with what `after` made of a machine that was entered; a folded one stays folded. */
export function leaveMachine(before: FleetWork, name: string, after: WorkState): WorkState {
  const part = before.fleet.machines.get(name);
  if (before.fleet.machine === name || part === undefined || after.host === null) return after;
  const away = { ...part, host: { ...after.host, analysis: null }, stacks: after.stacks };
  const machines = new Map(before.fleet.machines).set(name, away);
  return { ...before, history: after.history, fleet: { ...before.fleet, machines } };
}

/** Returns the name of the machine with the stack `key`; null when it is none of a machine. */
export function machineOfStack({ fleet, stacks }: FleetWork, key: string): string | null {
  if (stacks.some((stack) => stack.key === key)) return fleet.machine;
  for (const [name, part] of fleet.machines)
    if (name !== fleet.machine && part.stacks.some((stack) => stack.key === key)) return name;
  return null;
}

/** Returns all that is open as text: the stacks, and on a fleet those of folded machines and its file. */
export const everyStack = memoize(({ stacks, fleet }: WorkState): readonly PageStack[] => {
  if (fleet === null) return stacks;
  const folded = [...fleet.machines].flatMap(([name, part]) => (name === fleet.machine ? [] : part.stacks));
  return [...stacks, ...folded, fleet.text];
});

/** Returns the state with another session of any open text, and what follows from it in place. */
export function withSessionOf(
  state: WorkState,
  key: string,
  session: Session,
  inStack: (state: WorkState, key: string, session: Session) => WorkState,
): WorkState {
  if (!isFleetWork(state) || state.stacks.some((stack) => stack.key === key))
    return inStack(state, key, session);
  if (key === state.fleet.text.key) return withFleetText(state, session);
  const name = machineOfStack(state, key);
  const inside = name === null ? null : enterMachine(state, name);
  if (name === null || inside === null) return state;
  return leaveMachine(state, name, inStack(inside, key, session));
}

/** Returns the fleet with another text of the record of a machine, whose Engine and firewall follow it. */
export function withRecord(before: FleetWork, record: MachineRecord): FleetWork {
  let state = before;
  for (const [name, part] of before.fleet.machines) {
    const stated = before.fleet.file.machines.get(name);
    if (part.record !== record.file || stated === undefined) continue;
    state = withOptionsOf(
      state,
      name,
      optionsOfMachine(state.fleet.engine, state.fleet.options, stated, record),
    );
  }
  return state;
}

/** Returns the fleet with other options of one machine, which is worked out anew. */
function withOptionsOf(state: FleetWork, name: string, options: ReachOptions): FleetWork {
  const { fleet, host } = state;
  const part = fleet.machines.get(name);
  if (part === undefined) return state;
  const own = { ...part, options, host: { ...part.host, analysis: null } };
  const next = { ...state, fleet: { ...fleet, machines: new Map(fleet.machines).set(name, own) } };
  return name === fleet.machine && host !== null
    ? { ...next, options, host: { ...host, analysis: null } }
    : next;
}

/** Returns the fleet with another text of its file, and the machines with what it now states of them. */
function withFleetText(state: FleetWork, session: Session): FleetWork {
  const { fleet } = state;
  if (session === fleet.text.session) return state;
  const text = withStackSession(fleet.text, session);
  const file = readFleetText(fleet.engine, session, fleet.file);
  let next: FleetWork = { ...state, fleet: { ...fleet, text, file } };
  for (const [name, { options }] of fleet.machines) {
    const [stated, last] = [file.machines.get(name), fleet.file.machines.get(name)];
    if (!stated || !last || sameData([stated.engine, stated.daemon], [last.engine, last.daemon])) continue;
    const own = name === fleet.machine ? state.options : options;
    next = withOptionsOf(
      next,
      name,
      optionsOfMachine(fleet.engine, fleet.options, stated, machineRecord(own)),
    );
  }
  return next;
}
