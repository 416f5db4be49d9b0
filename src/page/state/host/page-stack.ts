import { projectName } from '../../../core/compose/environment/project-name.ts';
import type { StackInput } from '../../../core/host/host.ts';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import type { Command, Session } from '../../../core/session/session.ts';
import { changedFiles, newSession } from '../../../core/session/session-files.ts';
import { unreadableMessage } from '../session/message.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from './host-state.ts';

/** A stack of the page; on a host its id follows from all stacks together. */
export function pageStack(opened: OpenedStack, key: string): PageStack {
  const { session } = opened;
  const unsaved = changedFiles(session).length > 0;
  return { ...opened, id: '', key, unsaved, message: unreadableMessage(session.workspace) };
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
export function isRunning(live: LiveStack | undefined): live is LiveStack {
  return live?.from === 'running';
}

/** Name of its main file. */
export function mainFileOf({ session }: Pick<PageStack, 'session'>): string {
  return session.workspace.input.order[0] ?? '';
}

// A new reading of what runs, put over the stacks of the page: those of files keep all that was done to them.

/** What a reading makes of the page's stacks. */
interface LiveChange {
  /** Those that stay, with what is known of them now. */
  readonly stacks: readonly PageStack[];
  /** Texts that are others now, with the stack that stays. */
  readonly texts: readonly { readonly stack: PageStack; readonly command: Command }[];
  /** Those that came. */
  readonly come: readonly (OpenedStack & { readonly live: LiveStack })[];
}

/** Puts `live` over `stacks`. Changes nothing by itself. */
export function liveChange(stacks: readonly PageStack[], live: LiveHost): LiveChange {
  const byFile = new Map(live.stacks.map((stack) => [stack.file, stack]));
  const known = new Set(stacks.map(mainFileOf));
  const texts: { stack: PageStack; command: Command }[] = [];
  const stay = stacks.flatMap((stack): PageStack[] => {
    const file = mainFileOf(stack);
    const now = byFile.get(file);
    // A stack that had no files here and no longer runs is removed.
    if (now === undefined) return stack.live === undefined || stack.live.text === null ? [stack] : [];
    const stays = { ...stack, live: now };
    if (now.text !== null && now.text !== stack.session.workspace.input.texts.get(file)) {
      texts.push({ stack: stays, command: { type: 'add-files', texts: new Map([[file, now.text]]) } });
    }
    return [stays];
  });
  const come = live.stacks.flatMap((stack) => (known.has(stack.file) ? [] : cameOf(stack)));
  return { stacks: stay, texts, come };
}

/** What runs, where the files of the followed host are opened once more, as from a draft; null for another host. */
export function stillFollowed(
  stacks: readonly PageStack[],
  host: HostPart | null,
  opened: OpenedHost,
): LiveHost | null {
  const known = new Set(stacks.map(mainFileOf));
  return host !== null && opened.stacks.every((stack) => known.has(mainFileOf(stack))) ? host.live : null;
}

/** A stack to be opened from what runs; none where the reading has no text of it, since it has files. */
function cameOf(live: LiveStack): LiveChange['come'] {
  const { file, text, readOnly } = live;
  if (text === null) return [];
  const input = { order: [file], texts: new Map([[file, text]]), environment: new Map<string, string>() };
  const session = { ...newSession(input), readOnly: readOnly ?? 'It is drawn as it runs' };
  return [{ dir: null, project: { input, profiles: [], folder: null }, session, live }];
}
