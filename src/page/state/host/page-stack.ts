import { projectName } from '../../../core/compose/environment/project-name.ts';
import type { StackInput } from '../../../core/host/host.ts';
import type { LiveStack } from '../../../core/host/running/live-host.ts';
import type { Session } from '../../../core/session/session.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { unreadableMessage } from '../session/message.ts';
import type { OpenedStack, PageStack } from '../work/opened-stacks.ts';
import type { WorkState } from '../work/work-state.ts';

/** Returns an opened stack with its key; on a host, its id depends on all stacks together. */
export function pageStack(opened: OpenedStack, number: number): PageStack {
  const { session } = opened;
  const unsaved = changedFiles(session).length > 0;
  const message = unreadableMessage(session.workspace);
  return { ...opened, id: '', key: `stack-${number}`, unsaved, message };
}

/** Returns opened stacks of a host, numbered after earlier ones and checked against the schema. */
export function pageStacks(
  { schema, lastKey }: Pick<WorkState, 'schema' | 'lastKey'>,
  opened: readonly OpenedStack[],
): Pick<WorkState, 'stacks' | 'lastKey'> {
  const stacks = opened.map((stack, index) => {
    const { session } = stack;
    const isChecked = schema === null || session.workspace.input.schema === schema;
    const checked = isChecked ? session : step(session, { type: 'set-schema', schema }).session;
    return pageStack({ ...stack, session: checked }, lastKey + index + 1);
  });
  return { stacks, lastKey: lastKey + stacks.length };
}

/** Returns the stack with another session. */
export function withStackSession(stack: PageStack, session: Session): PageStack {
  if (session === stack.session) return stack;
  const unsaved = changedFiles(session).length > 0;
  return { ...stack, session, unsaved, message: unreadableMessage(session.workspace) };
}

/** Returns the stack as input of the host's model. */
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

/** True when the stack is drawn from running containers, without files. */
export function isRunning(live: LiveStack | undefined): live is LiveStack {
  return live?.from === 'running';
}

/** Returns the name of the main file. */
export function mainFileOf({ session }: Pick<PageStack, 'session'>): string {
  return session.workspace.input.order[0] ?? '';
}
