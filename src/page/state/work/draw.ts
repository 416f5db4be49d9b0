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
import { type DrawnStack, shownStack, type WorkState } from './work-state.ts';

/** The last drawing, and its inputs. */
type DrawnBefore = Pick<WorkState, 'analysis' | 'book' | 'options'>;

const notRefused = { refusal: null, refused: null } as const;

/** True when two options are equal. Facts about networks of other stacks are compared by identity: a host returns the same object while they stay the same. */
function sameOptions(a: WorkState['options'], b: WorkState['options']): boolean {
  return a.elsewhere === b.elsewhere && sameData(a, b);
}

/** Returns the options for a stack: `options` with the name of its project. */
function namedOptions({ session, project, live }: PageStack, options: WorkState['options']) {
  if (!isRunning(live)) return optionsFor(session.workspace, options, project.folder);
  const { project: name } = live;
  return {
    options: options.project === name ? options : { ...options, project: name },
    nameFrom: 'name',
  } as const;
}

/** Draws `stack` in place of the one in `before`; the picture follows when the text is readable. `made` is an existing analysis. */
export function drawStack(
  before: DrawnBefore,
  stack: PageStack,
  made: Analysis | null,
): Omit<DrawnStack, 'within' | 'message'> {
  const { workspace } = stack.session;
  const { options, nameFrom } = namedOptions(stack, before.options);
  const isSame = made?.book === before.book && sameOptions(made.reach.options, options);
  const known = isSame ? made : null;
  const analysis =
    known ??
    (workspace.stale ? before.analysis : analyzeNow(before.book, workspace, options, before.analysis));
  return { analysis, options, nameFrom, analyzing: false, ...notRefused };
}

/** Returns the state with another session of one stack; the picture follows if that stack is drawn. */
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
  return { ...state, stacks, ...(key === state.shown ? redrawStack(state, next, previewed) : {}) };
}

/** Returns the drawn stack after a change. The analysis of a large stack follows later, unless a preview has computed it. */
function redrawStack(
  before: WorkState,
  stack: PageStack,
  previewed: Analysis | null,
): Omit<DrawnStack, 'within'> {
  const { workspace } = stack.session;
  const message = messageAfter(before, workspace);
  const { analysis } = before;
  const last = shownStack(before)?.session.workspace;
  const { options, nameFrom } = namedOptions(stack, before.options);
  if (workspace === last && options === before.options) {
    return { analysis, options, nameFrom, message, analyzing: before.analyzing, ...notRefused };
  }
  if (workspace.stale || analysis === null || previewed !== null || !isLargeTopology(workspace.topology)) {
    return { ...drawStack(before, stack, previewed), message };
  }
  return { analysis, options, nameFrom, message, analyzing: true, ...notRefused };
}

/**
 * Returns the message to show after a change. Typing breaks and repairs a text all the time, so a problem is shown at once, and only while
 * it lasts.
 */
function messageAfter(before: WorkState, workspace: Workspace): WorkState['message'] {
  const mended = shownStack(before)?.session.workspace.stale === true;
  return workspace.stale || mended ? unreadableMessage(workspace) : before.message;
}
