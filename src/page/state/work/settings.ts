// What all stacks are read and predicted with: the rules, the schema, the reader of proxies, the options.

import { sameData } from '../../../core/compose/same-data.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { AdjacentFiles } from '../../../core/compose/workspace/adjacent-files.ts';
import type { RuleBook } from '../../../core/findings/rule-book.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { step } from '../../../core/session/step.ts';
import { analyzeNow } from '../large/analyze-in-tasks.ts';
import { isLargeTopology } from '../large/large.ts';
import { withSession } from './draw.ts';
import type { StackCommand } from './edit.ts';
import { shownStack, type WorkState } from './work-state.ts';

/** Checks what is drawn by other rules. */
export function withRules(before: WorkState, book: RuleBook): WorkState {
  return reanalyzed({ ...before, book });
}

/** Checks every stack against the schema. */
export function withSchema(state: WorkState, schema: SchemaCheck): WorkState {
  return { ...inEachStack(state, { type: 'set-schema', schema }), schema };
}

/** Reads the configuration of proxies. On a host it is read for all stacks together, and no stack changes by it. */
export function withBeside(state: WorkState, beside: AdjacentFiles): WorkState {
  const read = state.host === null ? inEachStack(state, { type: 'set-beside', beside }) : state;
  return { ...read, beside };
}

/** Carries out a command in every stack. An open refusal stays, since no edit was made. */
function inEachStack(before: WorkState, command: StackCommand): WorkState {
  const { refusal, refused } = before;
  let state = before;
  for (const { key, session } of before.stacks)
    state = withSession(state, key, step(session, command).session);
  return { ...state, refusal, refused };
}

/** Predicts with other options; the analysis of a large project follows later. */
export function withOptions(before: WorkState, chosen: ReachOptions): WorkState {
  // What other stacks make is no choice: it stays what the host knows.
  const { elsewhere: _, ...others } = chosen;
  const { elsewhere } = before.options;
  const options = elsewhere === undefined || before.host === null ? others : { ...others, elsewhere };
  const stack = shownStack(before);
  if (stack === null) return { ...before, options };
  const { profiles } = options;
  const isSame = sameData(profiles, stack.project.profiles ?? []);
  const own = { ...stack, project: { ...stack.project, profiles } };
  const stacks = isSame ? before.stacks : before.stacks.map((each) => (each === stack ? own : each));
  return reanalyzed({ ...before, stacks, options });
}

/** Returns the state with what is drawn analyzed anew; the analysis of a large project follows later. */
function reanalyzed(state: WorkState): WorkState {
  const { analysis, book, options } = state;
  const workspace = shownStack(state)?.session.workspace;
  if (workspace === undefined || workspace.stale || analysis === null) return state;
  if (isLargeTopology(workspace.topology)) return { ...state, analyzing: true };
  return { ...state, analysis: analyzeNow(book, workspace, options, analysis) };
}
