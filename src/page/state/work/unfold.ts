// Which stack of the host is drawn.

import { stackInput } from '../host/page-stack.ts';
import { drawStack } from './draw.ts';
import { hostOptions, type PageStack } from './opened-stacks.ts';
import { hostFactsOf } from './together.ts';
import { type HostWork, nothingDrawn, type WorkState } from './work-state.ts';

/** Draws a stack of the open host; null folds all. */
export function unfold(state: HostWork, stack: PageStack | null): WorkState {
  const next: HostWork = {
    ...state,
    ...nothingDrawn,
    shown: stack?.key ?? null,
    showing: state.showing + 1,
  };
  if (stack === null) return next;
  const { project, message } = stack;
  const part = hostFactsOf(next);
  const chosen = { ...hostOptions(state.options), profiles: project.profiles ?? [] };
  const options = part.options ?? { ...chosen, project: stackInput(stack).project.name };
  const analysis = part.analysis ?? null;
  return {
    ...next,
    ...drawStack({ ...state, analysis, options }, stack, analysis),
    within: part.within ?? null,
    message,
  };
}

/** Draws the stack from its files if it is drawn as it runs. */
export function showFiles(state: WorkState): WorkState {
  return state.running === null ? state : { ...state, running: null, showing: state.showing + 1 };
}
