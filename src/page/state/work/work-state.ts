// Everything that is open on the page, as one value. `open`, `edit`, `history`, `live` and `settings` make the next one of it.

import type { ProjectName } from '../../../core/compose/environment/project-name.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { Beside } from '../../../core/compose/workspace/beside.ts';
import type { RunningVersion } from '../../../core/host/running/live-host.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { AcrossStacks, Session } from '../../../core/session/session.ts';
import type { Refusal } from '../../../core/text/result.ts';
import { withKeptRuleSet } from '../session/file-options.ts';
import type { FileMessage } from '../session/message.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from './opened-stacks.ts';

/** What is drawn of one stack. */
export interface Drawn {
  /**
   * Of the last text that could be read, so it may be older than the stack's session (`workspace.stale`), or of the file before. While it is
   * null nothing was ever read, and `templateProject()` is drawn.
   */
  readonly analysis: Analysis | null;
  /** True while the analysis is older than the text: that of a large project is worked out in short tasks. */
  readonly analyzing: boolean;
  readonly options: ReachOptions;
  /** Where the project's name comes from; its name is in the options. */
  readonly nameFrom: ProjectName['from'];
  /** What is known of the other stacks of its host; null where the open project stands alone. */
  readonly within: AcrossStacks | null;
  /** The last problem with a file as a whole. */
  readonly message: FileMessage | null;
  /** Why the last edit was refused. */
  readonly refusal: Refusal | null;
  readonly refused: RefusedEdit | null;
}

/** A structural edit that was refused, with its operations: a choice of the refusal is carried out in their place. */
export interface RefusedEdit {
  readonly refusal: Refusal;
  readonly operations: readonly Operation[];
  readonly label: string;
}

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

/** One undo step: the keys of the stacks whose last step it is. */
export type HistoryStep = readonly string[];

/** The order in which steps were made. Each stack's own history holds the steps. */
export interface History {
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
}

/** Everything that is open on the page. */
export interface WorkState extends Drawn {
  /** A project by itself is one stack with an empty id; a host has any number, in the order of their folders. */
  readonly stacks: readonly PageStack[];
  /** The key of the stack that is drawn: the project by itself, or the unfolded stack; null where there is none. */
  readonly shown: string | null;
  /** Null for a project by itself. */
  readonly host: HostPart | null;
  /** The drawn stack as it runs, in the place of its files; null while those are drawn. */
  readonly running: RunningView | null;
  /** One for all stacks. */
  readonly history: History;
  /** The schema of Compose; null until it was fetched. */
  readonly schema: SchemaCheck | null;
  /** What reads the configuration of proxies; null until something is a proxy and it was fetched. */
  readonly beside: Beside | null;
  /** Files of variables that came while nothing was open, by name: for the project that is opened next. */
  readonly variables: ReadonlyMap<string, string>;
  /** A large file that is being read; what is open stays meanwhile. */
  readonly reading: { readonly file: string; cancel(): void } | null;
  /** Counts what was opened. */
  readonly opening: number;
  /** Counts what was drawn instead of something else: also each stack that is unfolded. */
  readonly showing: number;
  /** Counts the stacks that were ever opened; the key of the last one ends in it. */
  readonly lastKey: number;
  /** What was open before and can be brought back: a host, or a project by itself. */
  readonly previous: OpenedHost | OpenedStack | null;
}

/** A state whose stacks are those of a host. */
export interface HostWork extends WorkState {
  readonly host: HostPart;
}

export function isHostWork(state: WorkState): state is HostWork {
  return state.host !== null;
}

/** What goes with the drawn stack when another one is drawn. */
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

/** What goes with the stacks when they are closed. */
export const nothingOpen = {
  ...nothingDrawn,
  stacks: [],
  shown: null,
  host: null,
  history: { undo: [], redo: [] },
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
    lastKey: 0,
  };
}

/** The stack that is drawn. */
export function shownStack({ stacks, shown }: Pick<WorkState, 'stacks' | 'shown'>): PageStack | null {
  return stacks.find(({ key }) => key === shown) ?? null;
}
