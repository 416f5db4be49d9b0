// Commands carried out on open stacks: each one that changes a text is one step of the history.

import type { StackEdit } from '../../../core/host/host.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Command, Preview, Session, Step } from '../../../core/session/session.ts';
import { step } from '../../../core/session/step.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/text/result.ts';
import { mirrorCommands, planAcrossStacks, sharedFiles } from '../host/edits-across.ts';
import { type EditBase, stale } from '../session/operation-previews.ts';
import { templateSession } from '../session/template.ts';
import { withSession } from './draw.ts';
import { historyAfter, withStep } from './history.ts';
import { beginDesign } from './open.ts';
import type { PageStack } from './opened-stacks.ts';
import { shownStack, type WorkState } from './work-state.ts';

/** A command on the files of one stack. Opening, undo and redo concern all stacks. */
export type StackCommand = Exclude<Command, { readonly type: 'load' | 'undo' | 'redo' }>;

/** The state after a command, and the command's result. */
export interface Edited {
  readonly state: WorkState;
  readonly step: Step;
}

/** The previewed result of a command's operations; null without a preview. */
type Previewed = Result<Preview> | null;

const noStack = refuse('not-found', 'All stacks are folded. Open the stack to edit, then try again');

/**
 * Carries out a command on the drawn project; without one it starts a design from the template. Edits of a stack that is drawn as it runs
 * are refused.
 */
export function edit(state: WorkState, command: StackCommand, previewed: Previewed): Edited {
  const { running } = state;
  const readOnly = running === null ? null : step(running.session, command).refused;
  if (running !== null && readOnly !== null) return refused(state, running.session, readOnly, command);
  const stack = shownStack(state);
  if (stack !== null) return editStack(state, stack, command, previewed);
  const { session } = templateSession(state);
  if (state.host !== null) return refused(state, session, noStack.error, command);
  const done = step(session, withPlan(command, previewed));
  if (done.refused !== null) return refused(state, session, done.refused, command);
  return { state: beginDesign(state, done.session, analysisOf(previewed)), step: done };
}

/** Carries out a command on an open stack. A refusal is shown if the stack is drawn. */
export function editStack(
  state: WorkState,
  stack: PageStack,
  command: StackCommand,
  previewed: Previewed = null,
): Edited {
  const { key, session: before } = stack;
  const isShown = key === state.shown;
  if (isShown && command.type === 'operate' && before.workspace.stale)
    return refused(state, before, stale.error, command);
  const done = step(before, withPlan(command, previewed));
  if (isShown && done.refused !== null) return refused(state, before, done.refused, command);
  if (done.session === before) return { state, step: done };
  const { state: after, others } = withShared(state, stack, done.session, analysisOf(previewed));
  const history = historyAfter(state.history, [key, ...others], before, done.session);
  return { state: { ...after, history }, step: done };
}

/** Carries out operations on several stacks as one step; refused as a whole when one of them is refused. */
export function editAcross(before: WorkState, edits: readonly StackEdit[], label: string): Result<WorkState> {
  const planned = planAcrossStacks(before.stacks, edits);
  if (!planned.ok) return planned;
  let state = before;
  const done = new Set<string>();
  for (const { key, operations, change } of planned.value) {
    const stack = state.stacks.find((each) => each.key === key);
    if (stack === undefined) continue;
    // A file that it shares with a stack before it may have changed by now: then it is planned once more.
    const isAsPlanned = before.stacks.some(({ session }) => session === stack.session);
    const plan = isAsPlanned ? { planned: ok(change) } : {};
    const { session } = step(stack.session, { type: 'operate', operations, label, ...plan });
    const after = withShared(state, stack, session, null);
    if (session.undo.length > stack.session.undo.length) done.add(key);
    for (const other of after.others) done.add(other);
    state = after.state;
  }
  return ok(done.size === 0 ? state : { ...state, history: withStep(state.history, [...done]) });
}

/**
 * Returns the state with another session of one stack, with shared files changed in the other stacks, too; `others` are the keys of stacks
 * that received a step.
 */
function withShared(
  before: WorkState,
  { key, session: last }: PageStack,
  session: Session,
  previewed: Analysis | null,
): { readonly state: WorkState; readonly others: readonly string[] } {
  let state = withSession(before, key, session, previewed);
  const others: string[] = [];
  if (state.stacks.length < 2) return { state, others };
  const shared = sharedFiles(before.stacks);
  for (const { key: other, command } of mirrorCommands(shared, state.stacks, key, last, session)) {
    const open = state.stacks.find((each) => each.key === other)?.session;
    if (open === undefined) continue;
    const { session: done } = step(open, command);
    if (done.undo.length > open.undo.length) others.push(other);
    state = withSession(state, other, done);
  }
  return { state, others };
}

/** Returns the base of edits: the drawn stack, or the template while none is drawn. A stack that is drawn as it runs is read-only. */
export function plannedOn(state: WorkState): EditBase {
  const { running } = state;
  if (running !== null) return { ...running, analyzing: false, within: null };
  const stack = shownStack(state);
  return { ...state, ...(stack === null ? templateSession(state) : { session: stack.session }) };
}

/** Returns a refusal with a session, so that callers need no null check. */
function refused(state: WorkState, session: Session, refusal: Refusal, command: StackCommand): Edited {
  const { operations, label } =
    command.type === 'operate' ? command : { operations: [], label: command.type };
  return {
    state: { ...state, refusal, refused: { refusal, operations, label } },
    step: { session, applied: new Map(), refused: refusal },
  };
}

function withPlan(command: StackCommand, previewed: Previewed): StackCommand {
  return command.type === 'operate' && previewed !== null ? { ...command, planned: previewed } : command;
}

function analysisOf(previewed: Previewed): Analysis | null {
  return previewed?.ok ? previewed.value.analysis : null;
}
