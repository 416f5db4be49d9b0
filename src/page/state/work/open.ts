// What is opened takes the place of all that was open; work that it replaces can be brought back.

import type { LiveHost } from '../../../core/host/running/live-host.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { mainFileOf, pageStack, pageStacks } from '../host/page-stack.ts';
import { withKeptSwitches } from '../session/file-options.ts';
import { machineRecord } from '../session/machine-options.ts';
import { drawn } from './draw.ts';
import { historyOf } from './history.ts';
import { followed } from './live.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from './opened-stacks.ts';
import { type HostWork, nothingOpen, type WorkState } from './work-state.ts';

/** Opens a project by itself, which is predicted with `options`. `analysis`: that of its files, where it exists already. */
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
    ...drawn({ analysis: before.analysis, options }, stack, analysis),
  };
}

/** Makes the open project of what was done on the template, the first edit of a new design. */
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
    ...drawn(before, stack, previewed),
  };
}

/** Opens a host, which is predicted with `options`; all its stacks are folded. */
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
  return live === null ? state : followed(state, live);
}

/** Adds stacks to the open host, but those whose main file is open already. */
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

/** Leaves nothing open, and nothing to be brought back. */
export function closeAll(before: WorkState): WorkState {
  const options = withKeptSwitches(before.options, undefined);
  return { ...before, ...nothingOpen, ...countedOn(before), options };
}

/** The state with other stacks open, none of them drawn yet. `replacedBy`: the files that are opened. */
function openedAfter(
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
    previous: keptOf(before, replacedBy),
  };
}

function countedOn({ opening, showing }: WorkState): Pick<WorkState, 'opening' | 'showing'> {
  return { opening: opening + 1, showing: showing + 1 };
}

/** What is kept of `state` when something is opened in its place: what was worked on, and what an unreadable project replaces. */
function keptOf(state: WorkState, replacedBy: { readonly stale: boolean }): WorkState['previous'] {
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

/** A host as it could be opened again. */
function openedHost(
  { analysis: _, analyzing: __, ...host }: HostPart,
  stacks: readonly PageStack[],
  machine: MachineRecord | null,
): OpenedHost {
  return { ...host, stacks, machine };
}

/** What runs, where the files of the followed host are opened once more, as from a draft; null for another host. */
function stillFollowed({ stacks, host }: WorkState, opened: OpenedHost): LiveHost | null {
  const known = new Set(stacks.map(mainFileOf));
  return host !== null && opened.stacks.every((stack) => known.has(mainFileOf(stack))) ? host.live : null;
}
