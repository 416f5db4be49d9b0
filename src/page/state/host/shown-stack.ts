// The unfolded stack of a host in the session store, which the page draws: what it is shown with, and what the host adds to it.

import type { Stack } from '../../../core/host/host.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { AcrossStacks } from '../../../core/session/session.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { HostState, PageStack } from './host-state.ts';
import { stackInput } from './page-stack.ts';

export interface ShownStack {
  /** Shows a stack, or none; `begins` where it is the first of a host. */
  show(stack: PageStack | null, begins?: boolean): void;
  /** Passes what the host knows to the session of the unfolded stack. */
  update(): void;
  /** The page's analysis of the unfolded stack, where it is of exactly this workspace. */
  analysisOf(stack: Stack): Analysis | null;
  /** Changes the session store without the host store following the change. */
  quietly<T>(work: () => T): T;
  isQuiet(): boolean;
}

/** `get` is the state of the host. */
export function createShownStack(get: () => HostState, sessions: SessionStore): ShownStack {
  let quiet = false;

  function quietly<T>(work: () => T): T {
    const before = quiet;
    quiet = true;
    try {
      return work();
    } finally {
      quiet = before;
    }
  }

  function update(): void {
    const { engine, unfolded, analysis } = get();
    if (engine === null || unfolded === null || analysis === null) return;
    const { session, analyzing } = sessions.getState();
    const stack = analysis.host.stacks.find(({ id }) => id === unfolded);
    const same = stack !== undefined && stack.workspace === session?.workspace && !stack.workspace.stale;
    const own = same && !analyzing ? (analysis.analyses.get(unfolded) ?? null) : null;
    const across: AcrossStacks = (workspace) => engine.acrossSteps({ analysis, stack: unfolded }, workspace);
    quietly(() => sessions.getState().setWithin(across, own));
  }

  return {
    quietly,
    isQuiet: () => quiet,
    update,
    analysisOf({ workspace, id }) {
      const { session, analysis, analyzing } = sessions.getState();
      const isShown = id === get().unfolded && session?.workspace === workspace;
      return isShown && !analyzing && !workspace.stale ? analysis : null;
    },
    show(stack, begins = false) {
      const { analysis, options } = get();
      if (stack === null) {
        quietly(() => sessions.getState().showStack(null, begins));
        return;
      }
      const { session, project } = stack;
      const { workspace } = session;
      const known = analysis?.host.stacks.find(({ id }) => id === stack.id)?.workspace === workspace;
      const own = known ? (analysis?.analyses.get(stack.id) ?? null) : null;
      const profiles = project.profiles ?? [];
      const chosen = own?.reach.options ?? { ...options, profiles, project: stackInput(stack).project.name };
      quietly(() =>
        sessions
          .getState()
          .showStack({ session, analysis: own, options: chosen, folder: project.folder }, begins),
      );
      update();
    },
  };
}
