// The stacks that are open together, and what the page shows of them. Types only; the work store owns them.

import type { StackEdit } from '../../../core/host/host.ts';
import type { HostOptions } from '../../../core/host/host-facts.ts';
import type { HostFile } from '../../../core/host/host-file.ts';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import type { MachineRecord } from '../../../core/machine/read-as.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Session, Step } from '../../../core/session/session.ts';
import type { Refusal, Result } from '../../../core/text/result.ts';
import type { ProjectInput } from '../import/project-input.ts';
import type { FileMessage } from '../session/message.ts';
import type { StackCommand } from '../work/edit.ts';
import type { View } from '../work/view.ts';
import type { HostEngine } from './load-host-engine.ts';

/**
 * One stack on the page; a project by itself is the only one. Its files are named by their path from the folder that was opened:
 * `blog/compose.yaml`.
 */
export interface PageStack {
  /** Its id in the analysis of its host: `blog`, `blog#2`, `dir:a:b`; empty for a project by itself. */
  readonly id: string;
  /** Its key as long as it is open, even when its id or name changes. */
  readonly key: string;
  /** Its folder from the one that was opened; `.` for that itself, null for pasted text. */
  readonly dir: string | null;
  /** As it was opened; its profiles are those that are on now. */
  readonly project: ProjectInput;
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

export type HostStore = View<HostState>;

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

/** What stacks have only together. */
export interface HostPart {
  /** What the host is worked out with. */
  readonly engine: HostEngine;
  /** What was opened: the folder's name; null for several. */
  readonly name: string | null;
  /** Of all stacks as they are now; null while there are none. */
  readonly analysis: HostAnalysis | null;
  /** Whether the analysis is older than the texts for now: that of a large host is worked out in short tasks. */
  readonly analyzing: boolean;
  /** Files that are no part of any stack. */
  readonly leftOut: readonly string[];
  /** Folders and files that could not be read, in words with what to do. */
  readonly failed: readonly string[];
  /** `bulkhead.yaml`: what is known of networks that no stack makes, and what must hold across stacks; null without one. */
  readonly file: HostFile | null;
  /** What runs, as it was read last; null where files alone are open. */
  readonly live: LiveHost | null;
}

/** The host that is open. A view of the work store. */
export interface HostState extends Omit<HostPart, 'engine'> {
  /** Null while no host is open. */
  readonly engine: HostEngine | null;
  /** In the order of their folders; empty while a project by itself is open. */
  readonly stacks: readonly PageStack[];
  /** The stack whose band is open; null: all are folded. */
  readonly unfolded: string | null;
  /** The unfolded stack while it is drawn as it runs; null while its files are. */
  readonly running: string | null;
  /** Engine and daemon, the same for all stacks. */
  readonly options: HostOptions;
  /** Counts what was opened; 0 while no host is open. */
  readonly opening: number;

  /** Opens the band of a stack, which becomes the open project, or folds all. */
  unfold(id: string | null): void;
  /** Unfolds a stack that runs otherwise than its files say and draws it as it runs, read only; null draws the files again. */
  showRunning(id: string | null): void;
  /** Opens a host in place of what is open; all its stacks are folded. */
  open(host: OpenedHost): void;
  /** Adds stacks to the open host; a stack whose main file is open already is passed over. Answers with the names of those files. */
  add(host: Omit<OpenedHost, 'name'>): readonly string[];
  /** Carries out a command on the files of one stack, unfolded or not. */
  dispatchIn(id: string, command: StackCommand): Step | null;
  /** Carries out operations on several stacks as one undo step; nothing is done where one of them is refused. */
  operateAcross(edits: readonly StackEdit[], label: string): Refusal | null;
  /** Puts a service on a network of another stack; returns what has to be started first, if anything. */
  connect(id: string, service: string, network: string): Result<string | null>;
  /** What runs was read again: stacks without files come, change and go; no edit is touched. Nothing where the host is not followed. */
  setLive(live: LiveHost): void;
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
