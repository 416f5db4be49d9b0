// The drawn stack: its session, and its analysis, made once for each version of its files.

import { sameData } from '../../../core/compose/same-data.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { isRunning, withStackSession } from '../host/page-stack.ts';
import { analyzeNow } from '../large/analyze-in-tasks.ts';
import { isLargeTopology } from '../large/large.ts';
import { optionsFor } from '../session/file-options.ts';
import { unreadableMessage } from '../session/message.ts';
import type { PageStack } from './opened-stacks.ts';
import { type Drawn, shownStack, type WorkState } from './work-state.ts';

/** What was drawn before, and of what. */
type DrawnBefore = Pick<WorkState, 'analysis' | 'options'>;

const notRefused = { refusal: null, refused: null } as const;

/** What is known of other stacks' networks is compared by identity: a host returns the same object while it stays the same. */
function sameOptions(a: WorkState['options'], b: WorkState['options']): boolean {
  return a.elsewhere === b.elsewhere && sameData(a, b);
}

/** The options that a stack is predicted with: `options` with the name of its project. */
function namedOptions({ session, project, live }: PageStack, options: WorkState['options']) {
  if (!isRunning(live)) return optionsFor(session.workspace, options, project.folder);
  const { project: name } = live;
  return {
    options: options.project === name ? options : { ...options, project: name },
    nameFrom: 'name',
  } as const;
}

/**
 * `stack` drawn in place of what `before` draws; the picture follows where its text could be read. `made`: an analysis that exists
 * already.
 */
export function drawn(
  before: DrawnBefore,
  stack: PageStack,
  made: Analysis | null,
): Omit<Drawn, 'within' | 'message'> {
  const { workspace } = stack.session;
  const { options, nameFrom } = namedOptions(stack, before.options);
  const known = made !== null && sameOptions(made.reach.options, options) ? made : null;
  const analysis =
    known ?? (workspace.stale ? before.analysis : analyzeNow(workspace, options, before.analysis));
  return { analysis, options, nameFrom, analyzing: false, ...notRefused };
}

/** Returns the state with another session of one stack. Where that is drawn, the picture follows. */
export function withSession(
  state: WorkState,
  key: string,
  session: Session,
  previewed: Analysis | null = null,
): WorkState {
  const stack = state.stacks.find((each) => each.key === key);
  if (stack === undefined || stack.session === session) return state;
  const next = withStackSession(stack, session);
  const stacks = state.stacks.map((each) => (each === stack ? next : each));
  return { ...state, stacks, ...(key === state.shown ? redrawn(state, next, previewed) : {}) };
}

/** The drawn stack after a change. The analysis of a large one follows, unless a preview made it. */
function redrawn(before: WorkState, stack: PageStack, previewed: Analysis | null): Omit<Drawn, 'within'> {
  const { workspace } = stack.session;
  const message = messageAfter(before, workspace);
  const { analysis } = before;
  const last = shownStack(before)?.session.workspace;
  const { options, nameFrom } = namedOptions(stack, before.options);
  if (workspace === last && options === before.options) {
    return { analysis, options, nameFrom, message, analyzing: before.analyzing, ...notRefused };
  }
  if (workspace.stale || analysis === null || previewed !== null || !isLargeTopology(workspace.topology)) {
    return { ...drawn(before, stack, previewed), message };
  }
  return { analysis, options, nameFrom, message, analyzing: true, ...notRefused };
}

/** A person who types breaks and mends the text all the time: a problem is shown at once, and only while it exists. */
function messageAfter(before: WorkState, workspace: Workspace): WorkState['message'] {
  const mended = shownStack(before)?.session.workspace.stale === true;
  return workspace.stale || mended ? unreadableMessage(workspace) : before.message;
}
