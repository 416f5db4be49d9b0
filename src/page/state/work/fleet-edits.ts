// Edits of a fleet beside the drawn stack: of its file, and of stacks of any of its machines.

import type { FleetEdit, FleetStackEdit } from '../../../core/fleet/edit/fleet-edit.ts';
import { step } from '../../../core/session/step.ts';
import { ok, type Result, refuse } from '../../../core/text/result.ts';
import { type Edited, editAcross, editStack, type StackCommand } from './edit.ts';
import { enterMachine, leaveMachine, machineOfStack, withSessionOf } from './fleet.ts';
import { historyAfter, withStep } from './history.ts';
import { type FleetWork, isFleetWork, type WorkState } from './work-state.ts';

/** Carries out a command on the fleet's file, or on a stack of a folded machine; null for a key of neither. */
export function editBeside(state: FleetWork, key: string, command: StackCommand): Edited | null {
  const { text } = state.fleet;
  if (key === text.key) {
    const done = step(text.session, command);
    const history = historyAfter(state.history, [key], text.session, done.session);
    return { state: { ...withSessionOf(state, key, done.session, (same) => same), history }, step: done };
  }
  const name = machineOfStack(state, key);
  const inside = name === null ? null : enterMachine(state, name);
  const stack = inside?.stacks.find((each) => each.key === key);
  if (name === null || inside === null || stack === undefined) return null;
  const edited = editStack(inside, stack, command);
  return edited.state === inside
    ? { ...edited, state }
    : { ...edited, state: leaveMachine(state, name, edited.state) };
}

/** Carries out edits of a fleet as one step; refused as a whole when one of them is refused. */
export function editFleet(before: FleetWork, edits: readonly FleetEdit[], label: string): Result<WorkState> {
  let state = before;
  const done = new Set<string>();
  for (const edit of edits) {
    if ('file' in edit)
      return refuse(
        'not-found',
        `${edit.file} is not open here: change ${edit.before} to ${edit.after} in it first.`,
      );
    const after =
      edit.machine === null ? editFile(state, edit.edits, label) : editMachine(state, edit, label);
    if (!after.ok) return after;
    const { undo } = after.value.history;
    for (const key of undo.length > state.history.undo.length ? (undo.at(-1) ?? []) : []) done.add(key);
    if (!isFleetWork(after.value)) return refuse('not-found', 'The fleet is closed.');
    // All edits are one step, which is added at the end.
    state = { ...after.value, history: before.history };
  }
  return ok(done.size === 0 ? state : { ...state, history: withStep(before.history, [...done]) });
}

function editFile(
  state: FleetWork,
  edits: Extract<FleetEdit, { readonly machine: null }>['edits'],
  label: string,
): Result<WorkState> {
  const { engine, text } = state.fleet;
  const { order, texts } = text.session.workspace.input;
  const file = order[0] ?? '';
  const planned = engine.planFleetText(texts.get(file) ?? '', edits);
  if (!planned.ok) return planned;
  const edited = editBeside(state, text.key, { type: 'edit-text', file, edits: planned.value, label });
  return ok(edited?.state ?? state);
}

function editMachine(
  state: FleetWork,
  { machine, stack, operations }: FleetStackEdit,
  label: string,
): Result<WorkState> {
  const inside = enterMachine(state, machine);
  if (inside === null) return refuse('not-found', `No files of ${machine} are open, so none can be changed.`);
  const after = editAcross(inside, [{ stack, operations }], label);
  return after.ok ? ok(leaveMachine(state, machine, after.value)) : after;
}
