// What of the work store the page reads as the drawn project, and as the open host.

import { sameData } from '../../../core/compose/same-data.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { type HostState, hostOptions } from '../host/host-state.ts';
import type { SessionState } from '../session/session-state.ts';
import { shownStack, type WorkState } from './work-state.ts';

type ActionOf<State> = {
  [Key in keyof State]: State[Key] extends (...args: never) => unknown ? Key : never;
}[keyof State];

/** What can be done with the drawn project. */
export type ProjectActions = Pick<SessionState, ActionOf<SessionState>>;
/** What can be done with the open host. */
export type HostActions = Pick<HostState, ActionOf<HostState>>;

/** The project that is drawn. */
export function projectView(state: WorkState, actions: ProjectActions): SessionState {
  const {
    stacks: _,
    shown: __,
    host: ___,
    opening: ____,
    lastKey: _____,
    running: own,
    showing,
    previous,
    ...rest
  } = state;
  const stack = shownStack(state);
  const project = previous !== null && 'session' in previous ? previous : null;
  return {
    ...rest,
    ...actions,
    session: stack?.session ?? null,
    ...drawnRunning(own),
    folder: stack?.project.folder ?? null,
    left: stack?.project.left ?? null,
    previous: project?.session ?? null,
    previousLeft: project?.project.left ?? null,
    canRestore: previous !== null,
    opening: showing,
  };
}

/** The stack as it runs in the place of its files. */
function drawnRunning(running: WorkState['running']): Partial<SessionState> {
  if (running === null) return {};
  const { session, analysis } = running;
  return { session, analysis, analyzing: false, within: null, message: null };
}

const noHost = {
  engine: null,
  name: null,
  analysis: null,
  analyzing: false,
  leftOut: [],
  failed: [],
  file: null,
  live: null,
  stacks: [],
  unfolded: null,
  running: null,
  opening: 0,
} as const;

/** The host that is open; its options are the same object while those of the state are. */
export function hostView(actions: HostActions): (state: WorkState) => HostState {
  let from: ReachOptions | null = null;
  let options: HostState['options'] | null = null;
  return (state) => {
    if (from !== state.options || options === null) {
      const next = hostOptions(state.options);
      options = options !== null && sameData(options, next) ? options : next;
      from = state.options;
    }
    const { host, stacks, opening } = state;
    const unfolded = shownStack(state)?.id ?? null;
    const running = state.running === null ? null : unfolded;
    const open = host === null ? noHost : { ...host, stacks, unfolded, running, opening };
    return { ...open, ...actions, options };
  };
}
