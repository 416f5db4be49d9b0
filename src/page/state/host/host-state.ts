// The page's host: every stack that is open, and which of them is unfolded. The session of the unfolded one is in the session store; the
// others, with their histories, are stored here. Types only; `host-store.ts` makes a store.

import type { Beside } from '../../../core/compose/workspace/beside.ts';
import type { StackEdit } from '../../../core/host/host.ts';
import type { HostOptions } from '../../../core/host/host-facts.ts';
import type { HostFile } from '../../../core/host/host-file.ts';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Command, Session, Step } from '../../../core/session/session.ts';
import type { Refusal, Result } from '../../../core/text/result.ts';
import type { ProjectInput } from '../import/project-input.ts';
import type { MachineRecord } from '../session/machine-options.ts';
import type { FileMessage } from '../session/message.ts';
import type { HostEngine } from './load-host-engine.ts';

/** One stack on the page. Its files are named by their path from the folder that was opened: `blog/compose.yaml`. */
export interface PageStack {
  /** Its id in the analysis: `blog`, `blog#2`, `dir:a:b`. */
  readonly id: string;
  /** Its key as long as the host is open, even when its id or name changes. */
  readonly key: string;
  /** Its folder from the one that was opened; `.` for that itself, null for pasted text. */
  readonly dir: string | null;
  readonly project: ProjectInput;
  /** With its history; that of the unfolded stack is the session store's own. */
  readonly session: Session;
  /** Undo steps since it was opened or saved. */
  readonly unsaved: boolean;
  /** Why its files cannot be read, and where; null where they can. */
  readonly message: FileMessage | null;
  /** What runs of it, where the host is followed and it was reported; absent elsewhere. */
  readonly live?: LiveStack;
}

/** A stack as it is opened: read, and perhaps worked on before. */
export type OpenedStack = Pick<PageStack, 'dir' | 'project' | 'session' | 'live'>;

/** What is opened as a host. */
export interface OpenedHost {
  readonly engine: HostEngine;
  readonly name: string | null;
  readonly stacks: readonly OpenedStack[];
  readonly leftOut: readonly string[];
  readonly failed: readonly string[];
  /** `bulkhead.yaml` of the folder that was opened; absent or null without one. */
  readonly file?: HostFile | null;
  /** What runs, where that is followed; it brings the stacks that have no files here. */
  readonly live?: LiveHost | null;
  /** The record of the machine that all stacks stand on; absent or null where none is known. */
  readonly machine?: MachineRecord | null;
}

/** One undo step of the host: the keys of the stacks whose last step it is. */
export type HostStep = readonly string[];

export interface HostHistory {
  readonly undo: readonly HostStep[];
  readonly redo: readonly HostStep[];
}

export interface HostState {
  /** What the host is worked out with; null while none is open. */
  readonly engine: HostEngine | null;
  /** In the order of their folders; empty while one project alone is open. */
  readonly stacks: readonly PageStack[];
  /** What was opened: the folder's name; null for several. */
  readonly name: string | null;
  /** Of all stacks as they are now; null while there are none. */
  readonly analysis: HostAnalysis | null;
  /** Whether the analysis is older than the texts for now: that of a large host is worked out in short tasks. */
  readonly analyzing: boolean;
  /** The stack whose band is open; null: all are folded. */
  readonly unfolded: string | null;
  /** Files that are no part of any stack. */
  readonly leftOut: readonly string[];
  /** Folders and files that could not be read, in words with what to do. */
  readonly failed: readonly string[];
  /** `bulkhead.yaml`: what is known of networks that no stack makes, and what must hold across stacks; null without one. */
  readonly file: HostFile | null;
  /** What runs, as it was read last; null where files alone are open. */
  readonly live: LiveHost | null;
  /** Engine and daemon, the same for all stacks. */
  readonly options: HostOptions;
  /** One history for all stacks. */
  readonly history: HostHistory;
  /** What reads the configuration of proxies, of all stacks together; null until it was fetched, and where nothing is a proxy. */
  readonly beside: Beside | null;
  /** Counts the hosts that were opened. */
  readonly opening: number;
  /** The host that another project replaced while something in it was not saved. */
  readonly previous: OpenedHost | null;

  /** Opens the band of a stack, or folds all. Its session becomes the page's; nothing that was done is lost. */
  unfold(id: string | null): void;
  /** Opens a host in place of what is open; all its stacks are folded. */
  open(host: OpenedHost): void;
  /** Adds stacks to the open host; a stack whose main file is open already is passed over. Answers with the names of those files. */
  add(host: Omit<OpenedHost, 'name'>): readonly string[];
  /** Leaves the page with nothing open. */
  close(): void;
  /** Brings back the host that another project took the place of. */
  restorePrevious(): void;
  /** Carries out a command on the files of one stack, unfolded or not. */
  dispatchIn(id: string, command: Command): Step | null;
  /** Carries out operations on several stacks as one undo step; nothing is done where one of them is refused. */
  operateAcross(edits: readonly StackEdit[], label: string): Refusal | null;
  /** Puts a service on a network of another stack; returns what has to be started first, if anything. */
  connect(id: string, service: string, network: string): Result<string | null>;
  /** Undoes the last step, whichever stack it was made in, and unfolds that one; returns its label. */
  undo(): string | null;
  /** Likewise does again what was undone last. */
  redo(): string | null;
  /** What runs was read again: stacks without files come, change and go; no edit is touched. Nothing where the host is not followed. */
  setLive(live: LiveHost): void;
  /** Takes what reads the configuration of proxies, and analyzes anew. */
  setBeside(beside: Beside): void;
  /** Predicts for another engine or daemon setting, in all stacks. */
  setOptions(options: HostOptions): void;
}

// The options that hold for a whole host: Engine and daemon belong to one machine; profiles and names belong to each stack.

/** Under which name the switches of a daemon are kept for a host. */
export function hostSwitches(name: string | null): string {
  return `host:${name ?? ''}`;
}

/** The options that all stacks share. */
export function hostOptions({
  profiles: _,
  project: __,
  elsewhere: ___,
  ...options
}: ReachOptions): HostOptions {
  return options;
}
