// What is opened takes the place of all that was open; work that it replaces can be brought back.

import type { LiveHost } from '../../../core/host/running/live-host.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { mainFileOf, pageStack, pageStacks } from '../host/page-stack.ts';
import { withKeptSwitches } from '../session/file-options.ts';
import { machineRecord } from '../session/machine-options.ts';
import { drawStack } from './draw.ts';
import { historyOf } from './history.ts';
import { applyReading } from './live.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from './opened-stacks.ts';
import { type HostWork, nothingOpen, type WorkState } from './work-state.ts';

/** Opens a single project with `options`; `analysis` is an existing one of its files. */
export function openProject(
  before: WorkState,
  opened: OpenedStack,
  analysis: Analysis | null,
  options: ReachOptions,
): WorkState {
  const lastKey = before.lastKey + 1;
  const stack = pageStack(opened, lastKey);
  return {
    ...openedAfter(before, [stack], stack.session.workspace),
    lastKey,
    shown: stack.key,
    message: stack.message,
    ...drawStack({ ...before, options }, stack, analysis),
  };
}

/** Opens the template with the first edit of a new design. */
export function beginDesign(before: WorkState, session: Session, previewed: Analysis | null): WorkState {
  const lastKey = before.lastKey + 1;
  const project = { input: session.opened.input, profiles: before.options.profiles, folder: null };
  const stack = pageStack({ dir: null, project, session }, lastKey);
  return {
    ...before,
    lastKey,
    stacks: [stack],
    shown: stack.key,
    history: historyOf([stack]),
    ...drawStack(before, stack, previewed),
  };
}

/** Opens a host with `options`; all its stacks are folded. */
export function openHost(before: WorkState, host: OpenedHost, options: ReachOptions): WorkState {
  const { stacks: opened, machine: _, ...part } = host;
  const live = host.live ?? stillFollowed(before, host);
  const { stacks, lastKey } = pageStacks(before, opened);
  const state: HostWork = {
    ...openedAfter(before, stacks, { stale: false }),
    lastKey,
    host: { file: null, ...part, live, analysis: null, analyzing: false },
    options,
  };
  return live === null ? state : applyReading(state, live);
}

/** Adds stacks to the open host, except those whose main file is already open. */
export function addStacks(state: HostWork, opened: Omit<OpenedHost, 'name'>): WorkState {
  const { host } = state;
  const known = new Set(state.stacks.map(mainFileOf));
  const { stacks, lastKey } = pageStacks(
    state,
    opened.stacks.filter((stack) => !known.has(mainFileOf(stack))),
  );
  return {
    ...state,
    stacks: [...state.stacks, ...stacks],
    lastKey,
    host: {
      ...host,
      leftOut: [...new Set([...host.leftOut, ...opened.leftOut])],
      failed: [...host.failed, ...opened.failed],
      file: host.file ?? opened.file ?? null,
      name: stacks.length > 0 ? null : host.name,
    },
  };
}

/** Closes everything, without a way back. */
export function closeAll(before: WorkState): WorkState {
  const options = withKeptSwitches(before.options, undefined);
  return { ...before, ...nothingOpen, ...countedOn(before), options };
}

/** Returns the state with other stacks open, none of them drawn yet; `replacedBy` are the files that are opened. */
export function openedAfter(
  before: WorkState,
  stacks: readonly PageStack[],
  replacedBy: { readonly stale: boolean },
): WorkState {
  return {
    ...before,
    ...nothingOpen,
    ...countedOn(before),
    stacks,
    history: historyOf(stacks),
    previous: restorableWork(before, replacedBy),
  };
}

function countedOn({ opening, showing }: WorkState): Pick<WorkState, 'opening' | 'showing'> {
  return { opening: opening + 1, showing: showing + 1 };
}

/**
 * Returns the project or host that can be restored after something else was opened: one with edits, or one that an unreadable project
 * replaces.
 */
function restorableWork(state: WorkState, replacedBy: { readonly stale: boolean }): WorkState['previous'] {
  const { stacks, host, previous } = state;
  const [first] = stacks;
  if (first === undefined) return null;
  const machine = machineRecord(state.options);
  const open =
    host === null ? { ...first, project: { ...first.project, machine } } : openedHost(host, stacks, machine);
  if (stacks.some(({ session, unsaved }) => unsaved || session.undo.length > 0)) return open;
  if (host === null && first.session.workspace.stale) return replacedBy.stale ? previous : null;
  return replacedBy.stale ? open : null;
}

/** Returns a host in the form in which it can be opened again. */
function openedHost(
  { analysis: _, analyzing: __, ...host }: HostPart,
  stacks: readonly PageStack[],
  machine: MachineRecord | null,
): OpenedHost {
  return { ...host, stacks, machine };
}

/** Returns the running containers when the followed host is opened again, for example from a draft; null for another host. */
function stillFollowed({ stacks, host }: WorkState, opened: OpenedHost): LiveHost | null {
  const known = new Set(stacks.map(mainFileOf));
  return host !== null && opened.stacks.every((stack) => known.has(mainFileOf(stack))) ? host.live : null;
}
