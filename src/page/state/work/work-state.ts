// Everything that is open on the page, as one value. `open`, `edit`, `history`, `live` and `settings` make the next one of it.

import type { ProjectName } from '../../../core/compose/environment/project-name.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { AdjacentFiles } from '../../../core/compose/workspace/adjacent-files.ts';
import type { RuleBook } from '../../../core/findings/rule-book.ts';
import type { RunningVersion } from '../../../core/host/running/live-host.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { AcrossStacks, Session } from '../../../core/session/session.ts';
import type { Refusal } from '../../../core/text/result.ts';
import { withKeptRuleSet } from '../session/file-options.ts';
import type { FileMessage } from '../session/message.ts';
import type { FleetPart, OpenedFleet } from './opened-fleet.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from './opened-stacks.ts';

/** The drawing of one stack. */
export interface DrawnStack {
  /**
   * The analysis of the last readable text, which may be older than the session (`workspace.stale`), or of the file before. Null before the
   * first reading, when `templateProject()` is drawn.
   */
  readonly analysis: Analysis | null;
  /** True while the analysis is older than the text: that of a large project is computed in short tasks. */
  readonly analyzing: boolean;
  readonly options: ReachOptions;
  /** The source of the project's name; the name itself is in the options. */
  readonly nameFrom: ProjectName['from'];
  /** The facts about the other stacks of its host; null for a single project. */
  readonly within: AcrossStacks | null;
  /** The last problem with a file as a whole. */
  readonly message: FileMessage | null;
  /** The reason why the last edit was refused. */
  readonly refusal: Refusal | null;
  readonly refused: RefusedEdit | null;
}

/** A refused structural edit, with its operations: the person's choice replaces one of them. */
export interface RefusedEdit {
  readonly refusal: Refusal;
  readonly operations: readonly Operation[];
  readonly label: string;
}

/** A stack of a host as it runs, beside its files, which stay the ones to edit and save. */
export interface RunningView {
  /** The key of the stack. */
  readonly key: string;
  readonly version: RunningVersion;
  /** The read-only session of the running containers. */
  readonly session: Session;
  /** The analysis together with all other stacks. */
  readonly analysis: Analysis;
}

/** One undo step: the keys of the stacks that it changed. */
export type HistoryStep = readonly string[];

/** The order of steps; each stack's own history holds their edits. */
export interface History {
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
}

/** Everything that is open on the page. */
export interface WorkState extends DrawnStack {
  /** The open stacks: one with an empty id for a single project, any number for a host, sorted by folder. */
  readonly stacks: readonly PageStack[];
  /** The key of the drawn stack: the single project, or the unfolded stack; null for none. */
  readonly shown: string | null;
  /** The host; null for a single project, and while all machines of a fleet are folded. */
  readonly host: HostPart | null;
  /** The fleet, of which the host is the unfolded machine; null for one machine. */
  readonly fleet: FleetPart | null;
  /** The drawn stack as it runs, in place of its files; null while the files are drawn. */
  readonly running: RunningView | null;
  /** The options of the prediction, for all stacks. */
  readonly history: History;
  /** The rules; `noRules` until they are fetched. */
  readonly book: RuleBook;
  /** The Compose schema; null until it is fetched. */
  readonly schema: SchemaCheck | null;
  /** The reader of proxy configuration; null until there is a proxy and the reader is fetched. */
  readonly beside: AdjacentFiles | null;
  /** Files of variables, by name, that were opened without a project and belong to the next one. */
  readonly variables: ReadonlyMap<string, string>;
  /** A large file that is being read, while the open work stays. */
  readonly reading: { readonly file: string; cancel(): void } | null;
  /** The number of openings. */
  readonly opening: number;
  /** The number of changes of the drawn project, including each unfolding. */
  readonly showing: number;
  /** The number of stacks opened so far; the key of the last one ends in it. */
  readonly lastKey: number;
  /** The fleet, host or single project that was open before and can be restored. */
  readonly previous: OpenedFleet | OpenedHost | OpenedStack | null;
}

/** A state with a host open. */
export interface HostWork extends WorkState {
  readonly host: HostPart;
}

export function isHostWork(state: WorkState): state is HostWork {
  return state.host !== null;
}

/** A state with a fleet open. */
export interface FleetWork extends WorkState {
  readonly fleet: FleetPart;
}

export function isFleetWork(state: WorkState): state is FleetWork {
  return state.fleet !== null;
}

/** The parts of the state that are reset when another stack is drawn. */
export const nothingDrawn = {
  running: null,
  analysis: null,
  analyzing: false,
  within: null,
  message: null,
  refusal: null,
  refused: null,
  reading: null,
} as const satisfies Partial<WorkState>;

/** The parts of the state that are reset when the stacks are closed. */
export const nothingOpen = {
  ...nothingDrawn,
  stacks: [],
  shown: null,
  host: null,
  fleet: null,
  history: { undo: [], redo: [] },
  previous: null,
} as const satisfies Partial<WorkState>;

/** Returns the initial state of the page, with the rules that are at hand. */
export function firstState(book: RuleBook): WorkState {
  return {
    ...nothingOpen,
    book,
    options: withKeptRuleSet(defaultReachOptions),
    nameFrom: 'unknown',
    schema: null,
    beside: null,
    variables: new Map(),
    opening: 0,
    showing: 0,
    lastKey: 0,
  };
}

/** Returns the drawn stack. */
export function shownStack({ stacks, shown }: Pick<WorkState, 'stacks' | 'shown'>): PageStack | null {
  return stacks.find(({ key }) => key === shown) ?? null;
}
