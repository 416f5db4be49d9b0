import type { RunningVersion } from '../../../core/host/running/live-host.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from '../host/host-state.ts';
import { withKeptRuleSet } from '../session/file-options.ts';
import { type MachineRecord, machineRecord } from '../session/machine-options.ts';
import type { SessionState } from '../session/session-state.ts';
import { type History, noHistory } from './history.ts';

/** What is drawn of one stack. */
export type Drawn = Pick<
  SessionState,
  'analysis' | 'analyzing' | 'options' | 'nameFrom' | 'within' | 'message' | 'refusal' | 'refused'
>;

/** A stack of a host as it runs, beside its files, which stay what is edited and saved. */
export interface RunningView {
  /** Key of the stack. */
  readonly key: string;
  readonly version: RunningVersion;
  /** Read only. */
  readonly session: Session;
  /** With all other stacks as they are on the page. */
  readonly analysis: Analysis;
}

/** Everything that is open on the page. Its members that `SessionState` has as well are described there. */
export interface WorkState
  extends Drawn,
    Pick<SessionState, 'schema' | 'beside' | 'variables' | 'reading' | 'history'> {
  /** A project by itself is one stack with an empty id; a host has any number, in the order of their folders. */
  readonly stacks: readonly PageStack[];
  /** The key of the stack that is drawn: the project by itself, or the unfolded stack; null where there is none. */
  readonly shown: string | null;
  /** Null for a project by itself. */
  readonly host: HostPart | null;
  /** The drawn stack as it runs, in the place of its files; null while those are drawn. */
  readonly running: RunningView | null;
  /** Counts what was opened. */
  readonly opening: number;
  /** Counts what was drawn instead of something else: also each stack that is unfolded. */
  readonly showing: number;
  /** What was open before and can be brought back: a host, or a project by itself. */
  readonly previous: OpenedHost | OpenedStack | null;
}

/** What goes with the stacks when they are closed. */
export const nothingOpen = {
  stacks: [],
  shown: null,
  host: null,
  running: null,
  history: noHistory as History,
  analysis: null,
  analyzing: false,
  within: null,
  message: null,
  refusal: null,
  refused: null,
  reading: null,
  previous: null,
} as const satisfies Partial<WorkState>;

/** The page as it begins. */
export function firstState(): WorkState {
  return {
    ...nothingOpen,
    options: withKeptRuleSet(defaultReachOptions),
    nameFrom: 'unknown',
    schema: null,
    beside: null,
    variables: new Map(),
    opening: 0,
    showing: 0,
  };
}

/** The stack that is drawn. */
export function shownStack({ stacks, shown }: Pick<WorkState, 'stacks' | 'shown'>): PageStack | null {
  return stacks.find(({ key }) => key === shown) ?? null;
}

/** What is kept of `state` when something is opened in its place: what was worked on, and what an unreadable project replaces. */
export function keptOf(state: WorkState, replacedBy: { readonly stale: boolean }): WorkState['previous'] {
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
