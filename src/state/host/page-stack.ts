import { projectName } from '../../core/compose/environment/project-name.ts';
import type { StackInput } from '../../core/host/host.ts';
import type { LiveStack } from '../../core/host/running/live-host.ts';
import type { Session } from '../../core/session/session.ts';
import { changedFiles } from '../../core/session/session-files.ts';
import { unreadableMessage } from '../session/message.ts';
import type { HostState, OpenedHost, OpenedStack, PageStack } from './host-state.ts';

/** A stack of the page; its id follows from all stacks together. */
export function pageStack({ dir, project, session }: OpenedStack, key: string): PageStack {
  const { workspace } = session;
  const unsaved = changedFiles(session).length > 0;
  return { id: '', key, dir, project, session, unsaved, message: unreadableMessage(workspace) };
}

/** The stack with another session. */
export function withStackSession(stack: PageStack, session: Session): PageStack {
  if (session === stack.session) return stack;
  const unsaved = changedFiles(session).length > 0;
  return { ...stack, session, unsaved, message: unreadableMessage(session.workspace) };
}

/** The stack as the host's model takes it. */
export function stackInput({ dir, project, session: { workspace }, live }: PageStack): StackInput {
  const named = projectName(null, workspace.input.environment, workspace.topology.name, project.folder);
  return {
    dir,
    from: live?.from ?? 'files',
    workspace,
    profiles: project.profiles ?? [],
    project: isRunning(live)
      ? { name: live.project, from: 'name' }
      : named.ok
        ? named.value
        : { name: null, from: 'unknown' },
    ...(live === undefined || live.differences === null ? {} : { differences: live.differences }),
  };
}

/** Whether it is drawn out of what runs. */
function isRunning(live: LiveStack | undefined): live is LiveStack {
  return live?.from === 'running';
}

/** Name of its main file. */
export function mainFileOf({ session }: Pick<PageStack, 'session'>): string {
  return session.workspace.input.order[0] ?? '';
}

/** The host that is open, as it could be opened again. */
export function openedHost(state: HostState): OpenedHost | null {
  const { engine, name, stacks, leftOut, failed, file, live } = state;
  return engine === null ? null : { engine, name, stacks, leftOut, failed, file, live };
}
