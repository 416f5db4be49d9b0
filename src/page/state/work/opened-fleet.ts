// The machines that are open together as a fleet. The unfolded one is the open host; the others are put away beside it.

import type { FleetFile } from '../../../core/fleet/stated-fleet.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import type { FleetEngine } from '../fleet/load-fleet-engine.ts';
import type { HostPart, OpenedHost, OpenedStack, PageStack } from './opened-stacks.ts';

/** A machine to open: its stacks as those of a host, with its record as the machine of these. */
export interface OpenedMachine {
  readonly name: string;
  readonly host: OpenedHost;
  /** False when a stack of it could not be read: what that publishes is unknown. */
  readonly complete: boolean;
}

/** A fleet to open. */
export interface OpenedFleet {
  readonly engine: FleetEngine;
  /** The name of the folder of the fleet's file. */
  readonly name: string;
  /** The text of the fleet's file, possibly with earlier edits. */
  readonly text: OpenedStack;
  readonly machines: readonly OpenedMachine[];
  /** What could not be read, in words with advice. */
  readonly failed: readonly string[];
}

/** A machine of the open fleet; while it is unfolded, its host, stacks and options are those of the state. */
export interface MachinePart {
  readonly host: HostPart;
  readonly stacks: readonly PageStack[];
  readonly options: ReachOptions;
  /** The name of its record's file; null without one. */
  readonly record: string | null;
  readonly complete: boolean;
}

/** The state of an open fleet beside the unfolded machine. */
export interface FleetPart {
  /** The code that analyses the fleet. */
  readonly engine: FleetEngine;
  readonly name: string;
  /** The fleet's file as last readable. */
  readonly file: FleetFile;
  /** The text of the fleet's file with its history. Its session reads it as Compose, which nobody asks for. */
  readonly text: PageStack;
  /** The machines of which stacks or a record are known, in the order of the file. */
  readonly machines: ReadonlyMap<string, MachinePart>;
  /** The unfolded machine; null while all are folded. */
  readonly machine: string | null;
  /** The options of what no machine states. */
  readonly options: ReachOptions;
  /** The analysis, which may be older than the texts; null until it was made once. */
  readonly analysis: FleetAnalysis | null;
  /** True while the analysis is older than the texts. */
  readonly analyzing: boolean;
  /** True once the findings of the analysis are worked out; before, reading them takes long. */
  readonly checked: boolean;
  readonly failed: readonly string[];
}
