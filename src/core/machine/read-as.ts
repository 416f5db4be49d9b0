import type { DaemonChoice } from '../reach/daemon-settings.ts';

/** The record of a machine, by the name of the file that it came from. */
export interface MachineRecord {
  readonly file: string;
  readonly text: string;
}

/** How a project is read beside its texts: what a page has to know to show it as the command would. */
export interface ReadAs extends DaemonChoice {
  readonly order: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly profiles: readonly string[];
  readonly engine: string;
  /** The machine that it stands on, where a record of one was given. */
  readonly machine?: MachineRecord;
}
