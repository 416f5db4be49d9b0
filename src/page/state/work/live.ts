// A followed host: what runs is read again and again, and a stack that runs otherwise than its files say can be drawn as it runs.

import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { mainFileOf, pageStacks } from '../host/page-stack.ts';
import { withSession } from './draw.ts';
import type { OpenedStack, PageStack } from './opened-stacks.ts';
import { runningShown } from './together.ts';
import { showFiles, unfold } from './unfold.ts';
import { type HostWork, isHostWork, shownStack, type WorkState } from './work-state.ts';

/** Applies a reading of the running containers: stacks without files appear, change and disappear; stacks with files keep all edits. */
export function applyReading(before: HostWork, live: LiveHost): WorkState {
  const byFile = new Map(live.stacks.map((stack) => [stack.file, stack]));
  const known = new Set(before.stacks.map(mainFileOf));
  const stay = before.stacks.flatMap((stack): PageStack[] => {
    const now = byFile.get(mainFileOf(stack));
    if (now !== undefined) return [{ ...stack, live: now }];
    // A stack that had no files here and no longer runs is removed.
    return stack.live === undefined || stack.live.text === null ? [stack] : [];
  });
  const come = live.stacks.flatMap((stack) => (known.has(stack.file) ? [] : stackOfRunning(stack)));
  const { stacks, lastKey } = pageStacks(before, come);
  let state: WorkState = {
    ...before,
    host: { ...before.host, live },
    stacks: [...stay, ...stacks],
    lastKey,
  };
  if (state.shown !== null && shownStack(state) === null && isHostWork(state)) state = unfold(state, null);
  for (const { key, session, live: now } of stay) {
    if (now === undefined || now.text === null) continue;
    if (now.text === session.workspace.input.texts.get(now.file)) continue;
    const texts = new Map([[now.file, now.text]]);
    state = withSession(state, key, step(session, { type: 'add-files', texts }).session);
  }
  return state;
}

/** Returns a stack to open from running containers; none when it has files, since the reading has no text for it. */
function stackOfRunning(live: LiveStack): readonly OpenedStack[] {
  const { file, text, readOnly } = live;
  if (text === null) return [];
  const input = { order: [file], texts: new Map([[file, text]]), environment: new Map<string, string>() };
  const session = { ...newSession(input), readOnly: readOnly ?? 'It is drawn as it runs' };
  return [{ dir: null, project: { input, profiles: [], folder: null }, session, live }];
}

/** Unfolds the stack `id` and draws it as it runs, if that differs from its files; null draws the files again. */
export function drawRunning(state: HostWork, id: string | null): WorkState {
  if (id === null) return showFiles(state);
  const stack = state.stacks.find((each) => each.id === id);
  if (stack?.live?.runs === undefined) return state;
  const open = stack.key === state.shown ? state : unfold(state, stack);
  return isHostWork(open) ? { ...open, ...runningShown(open, stack.key) } : state;
}
