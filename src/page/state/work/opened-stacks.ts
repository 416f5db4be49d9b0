// The stacks that are open together, and what they have only together.

import type { HostOptions } from '../../../core/host/host-facts.ts';
import type { HostFile } from '../../../core/host/host-file.ts';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Session } from '../../../core/session/session.ts';
import type { HostEngine } from '../host/load-host-engine.ts';
import type { ProjectInput } from '../import/project-input.ts';
import type { FileMessage } from '../session/message.ts';

/** An open stack; a single project is the only one. Its files are named by their path from the opened folder: `blog/compose.yaml`. */
export interface PageStack {
  /** The id in the analysis of the host: `blog`, `blog#2`, `dir:a:b`; empty for a single project. */
  readonly id: string;
  /** The key while the stack is open, even when its id or name changes. */
  readonly key: string;
  /** The folder of the stack, from the opened one; `.` for that itself, null for pasted text. */
  readonly dir: string | null;
  /** The project as opened, with the profiles that are active now. */
  readonly project: ProjectInput;
  readonly session: Session;
  /** True when there are undo steps since opening or saving. */
  readonly unsaved: boolean;
  /** The reason why its files are unreadable, with its place; null when they are readable. */
  readonly message: FileMessage | null;
  /** The running containers of the stack, when the host is followed; absent otherwise. */
  readonly live?: LiveStack;
}

/** A stack to open: read, possibly with earlier edits. */
export type OpenedStack = Pick<PageStack, 'dir' | 'project' | 'session' | 'live'>;

/** A host to open. */
export interface OpenedHost {
  readonly engine: HostEngine;
  readonly name: string | null;
  readonly stacks: readonly OpenedStack[];
  readonly leftOut: readonly string[];
  readonly failed: readonly string[];
  /** The `bulkhead.yaml` of the opened folder; absent or null without one. */
  readonly file?: HostFile | null;
  /** The running containers, when they are followed; adds the stacks that have no files here. */
  readonly live?: LiveHost | null;
  /** The record of the machine of all stacks; absent or null when unknown. */
  readonly machine?: MachineRecord | null;
}

/** The state that stacks only have together. */
export interface HostPart {
  /** The code that analyses the host. */
  readonly engine: HostEngine;
  /** The name of the opened folder; null for several. */
  readonly name: string | null;
  /** The analysis of all stacks; null while there are none. */
  readonly analysis: HostAnalysis | null;
  /** True while the analysis is older than the texts: that of a large host is computed in short tasks. */
  readonly analyzing: boolean;
  /** The files that belong to no stack. */
  readonly leftOut: readonly string[];
  /** The unreadable folders and files, in words with advice. */
  readonly failed: readonly string[];
  /** The contents of `bulkhead.yaml`: facts about networks that no stack creates, and intents across stacks; null without one. */
  readonly file: HostFile | null;
  /** The last reading of the running containers; null when only files are open. */
  readonly live: LiveHost | null;
}

// The options that hold for a whole host: Engine and daemon belong to one machine; profiles and names belong to each stack.

/** Returns the name under which the daemon switches of a host are stored. */
export function hostSwitches(name: string | null): string {
  return `host:${name ?? ''}`;
}

/** Returns the options that all stacks share. */
export function hostOptions({
  profiles: _,
  project: __,
  elsewhere: ___,
  ...options
}: ReachOptions): HostOptions {
  return options;
}
