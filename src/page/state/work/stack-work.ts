// The open work by file or by stack: a file that changes on disk, or is saved, may belong to a folded stack.

import type { WorkSource } from '../files/file-home.ts';
import { everyStack } from './fleet.ts';
import type { PageStack } from './opened-stacks.ts';
import { shownStack } from './work-state.ts';
import type { WorkStore } from './work-store.ts';

/** Returns the work of one open stack, or the drawn one when the stack is closed. */
export function stackWork(work: WorkStore, key: string | null): WorkSource {
  return workOf(work, (stack) => stack.key === key);
}

/** Returns the work that `file` belongs to: the first stack that reads it. */
export function fileWork(work: WorkStore, file: string): WorkSource {
  return workOf(work, ({ session }) => {
    const { input, files } = session.workspace;
    return input.texts.has(file) || files.some(({ document }) => document.file === file);
  });
}

function workOf(work: WorkStore, isMeant: (stack: PageStack) => boolean): WorkSource {
  const stackNow = () => everyStack(work.getState()).find(isMeant) ?? shownStack(work.getState());
  return {
    getState: () => ({ session: stackNow()?.session ?? null, opening: work.getState().opening }),
    dispatch(command) {
      const stack = stackNow();
      return (stack && work.dispatchTo(stack.key, command)) ?? work.dispatch(command);
    },
  };
}
