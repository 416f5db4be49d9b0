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
