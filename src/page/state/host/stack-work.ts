// The open work by file or by stack: a file that changes on disk, or is saved, may belong to a folded stack.

import type { WorkSource } from '../files/file-home.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { HostStore } from './host-store.ts';

/** One stack of the open host as work of its own; the open project where there is no such stack. */
export function stackWork(sessions: SessionStore, hosts: HostStore, key: string): WorkSource {
  return workOf(sessions, hosts, (stack) => stack.key === key);
}

/** The work that `file` belongs to: of a host, the first stack that has it. */
export function fileWork(sessions: SessionStore, hosts: HostStore, file: string): WorkSource {
  return workOf(sessions, hosts, ({ session }) => {
    const { input, files } = session.workspace;
    return input.texts.has(file) || files.some(({ document }) => document.file === file);
  });
}

function workOf(
  sessions: SessionStore,
  hosts: HostStore,
  isMeant: (stack: ReturnType<HostStore['getState']>['stacks'][number]) => boolean,
): WorkSource {
  return {
    getState() {
      const { stacks, opening, unfolded, dispatchIn } = hosts.getState();
      const open = sessions.getState();
      const stack = stacks.find(isMeant);
      if (stack === undefined || stack.id === unfolded)
        return stacks.length === 0 ? open : { ...open, opening };
      const { session, id } = stack;
      const dispatch: typeof open.dispatch = (command) => dispatchIn(id, command) ?? open.dispatch(command);
      return { session, opening, dispatch };
    },
  };
}

/** Stays the same as long as the open project or the open host does, whichever stack is unfolded. */
export function openWork(sessions: SessionStore, hosts: HostStore): string {
  const { stacks, opening } = hosts.getState();
  return stacks.length > 0 ? `host ${opening}` : `project ${sessions.getState().opening}`;
}
